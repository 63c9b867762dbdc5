//! The program: arguments in, exit code out.
use shuzhi::{corpus, ruleset::Rules, structure::Model};
fn main() {
    let rules = Rules::built_in();
    let model = Model::parse(rules.model()).unwrap();
    let mut reports = Vec::new();
    let filter = std::env::args().nth(1).unwrap_or_default();
    for entry in std::fs::read_dir("corpus/reports").unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().to_string();
        if !name.ends_with(".txt") || !name.contains(&filter) {
            continue;
        }
        match corpus::load(&path) {
            Ok(a) => reports.push((name, a)),
            Err(e) => println!("{e}"),
        }
    }
    reports.sort_by(|a, b| a.0.cmp(&b.0));
    let e = corpus::evaluate(&reports, &rules, &model);
    for (n, x, t, c, s) in &e.wrong {
        println!("{} {}->{} {c:.2} {s}", &n[..4], x.mark(), t.mark());
    }
    for k in e.accuracy.keys() {
        println!("{k} {:.3}", e.accuracy_of(k));
    }
    println!(
        "f1 {:.3} share {:.2} {:?}",
        e.macro_f1(),
        e.median_share_error(),
        e.share_errors
            .iter()
            .map(|x| (x * 10.0).round() / 10.0)
            .collect::<Vec<_>>()
    );
}
