//! Near-duplicates and copied passages across the reports of a batch.
//!
//! Three steps, each on fewer reports than the one before: a [`Sketch`] of every report (under 700 bytes), an [`Index`]
//! of sketches that names the pairs worth a look, and [`Comparer::verify`], which reads both texts of a pair and
//! tells what they share. Only verified pairs are ever reported; [`clusters`] joins them.
//!
//! An engine on many machines takes the place of the index: it joins the sketches that `audit --sketch` gives, has
//! `compare --pairs-from` verify the pairs and `audit --compared` tell what follows. `tests/engine/README.md` has the
//! rules of [`Index::candidates`] and [`Index::boilerplate`] in full for it: from how many reports on a sample is
//! boilerplate, how many samples make a candidate in a batch of what size, how large groups are linked. Whoever changes
//! them here changes them there.
//!
//! ```
//! use shuzhi::audit::similar::{Batch, Comparer, Index};
//! use shuzhi::{read, ruleset::Rules};
//!
//! let comparer = Comparer::new(&Rules::built_in());
//! let passage = "三组的水渠堵了两年，我带着支委挨家商量出工，六月清了三百七十米，水闸钥匙改由两个组各管一把，抢水的事没有再发生；".repeat(3);
//! let reports: Vec<_> = ["# 述职报告\n\n", "# 述职报告\n\n各位同志，我把今年的工作向大家报告。\n\n"]
//!     .map(|head| read::from_bytes(format!("{head}{passage}").as_bytes(), Some("报告.md")).unwrap())
//!     .into();
//! let mut index = Index::new();
//! for report in &reports {
//!     index.add(&comparer.sketch(report), Batch::This);
//! }
//! let candidates = index.candidates();
//! assert_eq!((candidates[0].a, candidates[0].b), (0, 1));
//! let pair = comparer.verify(&reports[0], &reports[1]).unwrap();
//! assert!(pair.share_a > 0.9 && !pair.passages.is_empty());
//! ```

mod align;
mod cluster;
mod compared;
mod entered;
mod foreign;
mod identity;
mod index;
mod shingle;
mod sketch;
mod told;
mod verify;

pub use cluster::clusters;
pub use compared::Compared;
pub use entered::{Terms, enter};
pub use foreign::Foreign;
pub use identity::{Identity, UnitNames};
pub use index::{Batch, Candidate, Index};
pub use shingle::SHINGLE;
pub use sketch::{BANDS, BINS, SAMPLES, Sketch};
pub use told::{ForeignName, Part, Quote, SharedPassage, Similar};
pub use verify::{Comparer, Limits, Pair, Passage, Side};
