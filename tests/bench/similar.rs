//! How fast and how surely reports that share text are found.

use std::time::Instant;

use divan::Bencher;
use shuzhi::audit::similar::{Batch, Candidate, Comparer, Index, Pair, Sketch};
use shuzhi::document::Document;
use shuzhi::read;
use shuzhi::ruleset::Rules;

use crate::reports::Report;

/// Characters of a generated report.
const LENGTH: usize = 5_000;

fn comparer() -> Comparer {
    Comparer::new(&Rules::built_in())
}

fn document(report: &Report) -> Document {
    read::from_bytes(report.markdown().as_bytes(), Some("报告.md")).expect("a report")
}

/// The sketch of a report of 5,000 字.
#[divan::bench]
fn sketch(bencher: Bencher<'_, '_>) {
    let comparer = comparer();
    let document = document(&Report::new(1, LENGTH));
    bencher.bench_local(|| comparer.sketch(divan::black_box(&document)));
}

/// Comparing two reports one of which holds a fifth of the other, both read already.
#[divan::bench]
fn verify(bencher: Bencher<'_, '_>) {
    let comparer = comparer();
    let one = Report::new(1, LENGTH);
    let mut other = Report::new(2, LENGTH);
    other.copy_from(&one, 0.2, 3);
    let (one, other) = (document(&one), document(&other));
    bencher.bench_local(|| comparer.verify(divan::black_box(&one), &other));
}

/// What is planted: in each hundred reports, six that are copied in part from another one.
const SHARES: [f64; 6] = [0.97, 0.9, 0.8, 0.7, 0.2, 0.2];

fn planted(number: u64) -> Option<(u64, f64)> {
    let share = SHARES.get((number % 100) as usize)?;
    // From a report far away that is itself no copy.
    Some((number / 100 * 100 + 50 + number % 100 * 7, *share))
}

fn report(number: u64) -> Report {
    let mut report = Report::new(number + 1, LENGTH);
    if let Some((source, share)) = planted(number) {
        report.copy_from(&Report::new(source + 1, LENGTH), share, number);
    }
    report
}

/// All candidates among so many reports. Prints bytes a report, recall of the planted copies by how alike they turned
/// out, and how many candidates stand for a finding.
#[divan::bench(args = [1_000, 10_000, 100_000], sample_count = 1, sample_size = 1)]
fn candidates(bencher: Bencher<'_, '_>, count: u64) {
    let comparer = comparer();
    let began = Instant::now();
    let half = |from: u64, to: u64| -> Vec<Sketch> {
        let numbers = from..to;
        numbers
            .map(|number| comparer.sketch(&document(&report(number))))
            .collect()
    };
    let (first, second) = std::thread::scope(|scope| {
        let second = scope.spawn(|| half(count / 2, count));
        (half(0, count / 2), second.join().expect("sketches"))
    });
    let mut index = Index::new();
    for sketch in first.iter().chain(&second) {
        index.add(sketch, Batch::This);
    }
    let made = began.elapsed();
    let began = Instant::now();
    let found = index.candidates();
    let told = began.elapsed();
    println!(
        "\n{count} reports: generated and sketched in {made:.1?}, candidates in {told:.2?}, {} bytes a report",
        index.bytes() / index.len()
    );
    recall(&comparer, count, &found);
    bencher.bench_local(|| index.candidates().len());
}

fn recall(comparer: &Comparer, count: u64, found: &[Candidate]) {
    let verify = |a: u64, b: u64| -> Pair {
        let (a, b) = (document(&report(a)), document(&report(b)));
        let (a, b) = (comparer.compared(&a), comparer.compared(&b));
        let (own_a, own_b) = (comparer.identity(&a), comparer.identity(&b));
        comparer.compare((&a, &own_a), (&b, &own_b))
    };
    let mut classes: Vec<(&str, usize, usize)> = vec![
        ("Jaccard ≥ 0.6", 0, 0),
        ("Jaccard 0.4-0.6", 0, 0),
        ("a fifth copied", 0, 0),
        ("other copies", 0, 0),
    ];
    // The first thousands stand for all.
    for number in 0..count.min(20_000) {
        let Some((source, share)) = planted(number) else {
            continue;
        };
        let (a, b) = (number.min(source), number.max(source));
        let pair = verify(a, b);
        let class = match pair.jaccard {
            _ if share < 0.5 => 2,
            jaccard if jaccard >= 0.6 => 0,
            jaccard if jaccard >= 0.4 => 1,
            _ => 3,
        };
        let key = (a as u32, b as u32);
        let hit = found.binary_search_by_key(&key, |candidate| (candidate.a, candidate.b));
        classes[class].1 += 1;
        classes[class].2 += usize::from(hit.is_ok());
    }
    for (name, all, hits) in classes {
        println!("  {name}: {hits} of {all}");
    }
    let step = found.len().div_ceil(2_000).max(1);
    let looked: Vec<_> = found.iter().step_by(step).collect();
    let findings = looked
        .iter()
        .filter(|candidate| {
            comparer.is_finding(&verify(u64::from(candidate.a), u64::from(candidate.b)))
        })
        .count();
    println!(
        "  {} candidates; of {} verified {findings} are findings: {:.2} candidates a finding",
        found.len(),
        looked.len(),
        looked.len() as f64 / findings.max(1) as f64
    );
}
