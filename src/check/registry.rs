//! The table of all checks of a text.

use super::{
    Check, bodies, calendar, copied, format, garbled, guard, length, marks, new_pledge,
    no_problems, numbering, other_kind, parts, placeholders, pledge, punctuation, rectification,
    repeats, same_problem, share, slips, terms, topics, wrong_figures,
};

/// Every check, in the order of the codes.
pub static CHECKS: &[Check] = &[
    Check {
        codes: &["LEN001"],
        run: length::whole,
    },
    Check {
        codes: &["LEN002"],
        run: length::parts,
    },
    Check {
        codes: &["LEN003"],
        run: length::speech,
    },
    Check {
        codes: &["SHR001", "SHR002", "SHR003", "SHR004"],
        run: share::run,
    },
    Check {
        codes: &["STR001"],
        run: parts::missing,
    },
    Check {
        codes: &["STR002"],
        run: parts::empty_promises,
    },
    Check {
        codes: &["STR003"],
        run: numbering::run,
    },
    Check {
        codes: &["STR004"],
        run: other_kind::run,
    },
    Check {
        codes: &["TOP001"],
        run: topics::run,
    },
    Check {
        codes: &["PLG001", "PLG002"],
        run: pledge::run,
    },
    Check {
        codes: &["PLG003"],
        run: rectification::run,
    },
    Check {
        codes: &["PLG004"],
        run: new_pledge::run,
    },
    Check {
        codes: &["GRD001"],
        run: guard::ideas_only,
    },
    Check {
        codes: &["GRD002"],
        run: guard::lopsided,
    },
    Check {
        codes: &["GRD003"],
        run: guard::surface,
    },
    Check {
        codes: &["GRD004"],
        run: guard::others,
    },
    Check {
        codes: &["GRD005"],
        run: guard::objective_only,
    },
    Check {
        codes: &["GRD006"],
        run: guard::goals_only,
    },
    Check {
        codes: &["GRD007"],
        run: guard::work_summary,
    },
    Check {
        codes: &["GRD101"],
        run: guard::team,
    },
    Check {
        codes: &["GRD102"],
        run: guard::business,
    },
    Check {
        codes: &["GRD103"],
        run: guard::generalities,
    },
    Check {
        codes: &["GRD104"],
        run: guard::flat_listing,
    },
    Check {
        codes: &["GRD105"],
        run: copied::run,
    },
    Check {
        codes: &["GRD106"],
        run: no_problems::run,
    },
    Check {
        codes: &["GRD107"],
        run: same_problem::run,
    },
    Check {
        codes: &["GRD108"],
        run: guard::unanswered,
    },
    Check {
        codes: &[
            "TRM001", "TRM002", "TRM005", "TXT001", "TXT002", "TXT003", "TXT004", "TXT005",
            "TXT007",
        ],
        run: terms::run,
    },
    Check {
        codes: &["TRM003", "TRM004"],
        run: calendar::run,
    },
    Check {
        codes: &["TRM006"],
        run: bodies::run,
    },
    Check {
        codes: &["TXT001", "TXT003"],
        run: placeholders::run,
    },
    Check {
        codes: &["TXT005"],
        run: garbled::run,
    },
    Check {
        codes: &["TXT006"],
        run: marks::run,
    },
    Check {
        codes: &["TXT007"],
        run: slips::run,
    },
    Check {
        codes: &["TXT007"],
        run: wrong_figures::run,
    },
    Check {
        codes: &["TXT008"],
        run: punctuation::run,
    },
    Check {
        codes: &["TXT009"],
        run: repeats::run,
    },
    Check {
        codes: &["FMT001", "FMT002", "FMT003", "FMT004"],
        run: format::run,
    },
];
