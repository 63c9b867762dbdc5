//! GRD106: no problems at all.

use super::{Context, Finding, Sink};
use crate::structure::Role;

/// Weighs what is surely told as a problem against the whole.
pub fn run(context: &Context<'_>, sink: &mut Sink) {
    let draft = context.draft;
    let measures = &draft.measures;
    if measures.words < 100 {
        sink.not_judged("GRD106", "文本太短", "the text is too short");
        return;
    }
    let threshold = |name| context.threshold("GRD106", name);
    let body = measures.body as f64;
    // A difficulty on the way to a success looks like a problem: only sentences that are surely one count, and one alone
    // among achievements is an aside.
    let sure = threshold("sure");
    let firm: usize = draft
        .sentences
        .iter()
        .filter(|sentence| {
            let [problem, cause] = [Role::Problem, Role::Cause]
                .map(|role| f64::from(sentence.posterior[role.index()]));
            matches!(sentence.role, Role::Problem | Role::Cause) && problem + cause >= sure
        })
        .map(|sentence| sentence.words)
        .sum();
    if firm as f64 >= body * threshold("share") {
        return;
    }
    let likely = measures.likely[Role::Problem.index()] + measures.likely[Role::Cause.index()];
    let doubtful = likely >= body * threshold("doubtful");
    sink.put(
        Finding::new("GRD106", "none")
            .confidence(if doubtful { 0.55 } else { 0.9 })
            .thin(doubtful),
    );
}
