//! Cue vocabularies by meaning: which categories there are.

macro_rules! cues {
    ($($(#[doc = $doc:literal])* $variant:ident = $name:literal,)*) => {
        /// A category of the cue lexicon, named as its file in `rules/lexicon/`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Cue {
            $($(#[doc = $doc])* $variant,)*
        }

        impl Cue {
            /// All categories, sorted by name: a category's place is its bit in a hit.
            pub const ALL: &[Cue] = &[$(Cue::$variant),*];

            /// The name of its file.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Cue::$variant => $name,)*
                }
            }
        }
    };
}

cues! {
    /// Things done and reached.
    Achievement = "achievement",
    /// What a secretary does in person.
    Act = "act",
    /// Business of the unit.
    Business = "business",
    /// A told case: 比如, 有一次.
    Case = "case",
    /// Cues of causes.
    Cause = "cause",
    /// Openings of a passage of causes.
    CauseFrameStrong = "cause-frame-strong",
    /// The end: 以上述职.
    Closing = "closing",
    /// By when: 月底前, 每季度.
    Deadline = "deadline",
    /// Concrete verbs of measures.
    Deed = "deed",
    /// What is lacking: 不够, 薄弱.
    Deficiency = "deficiency",
    /// Evidence of the past: 已, 累计.
    Done = "done",
    /// What was to be done, before a number: 应, 计划, 原定.
    Due = "due",
    /// Responsibility: 第一责任人, 督促.
    Duty = "duty",
    /// Stems of headings of role `achievement`.
    HeadingAchievement = "heading-achievement",
    /// Stems of headings of role `cause`.
    HeadingCause = "heading-cause",
    /// Stems of headings of role `closing`.
    HeadingClosing = "heading-closing",
    /// Stems of headings of role `intro`.
    HeadingIntro = "heading-intro",
    /// Stems of headings of role `plan`.
    HeadingPlan = "heading-plan",
    /// Stems of headings of role `problem`.
    HeadingProblem = "heading-problem",
    /// Stems of headings of role `rectification`.
    HeadingRectification = "heading-rectification",
    /// Understanding and slogans.
    Idea = "idea",
    /// The opening: 现将, 如下.
    Intro = "intro",
    /// Last year, or the year's beginning.
    LastYear = "last-year",
    /// Lower levels and others as subject.
    Lower = "lower",
    /// Not done yet.
    NotDone = "not-done",
    /// Causes outside the writer.
    Objective = "objective",
    /// How things stood at first: 起初, 一度, 老大难.
    Once = "once",
    /// What came of it: 终于, 再没有, 点了头.
    Outcome = "outcome",
    /// Who is responsible.
    Owner = "owner",
    /// Party building.
    Party = "party",
    /// Plans of the past.
    PastPlan = "past-plan",
    /// Cues of plans.
    Plan = "plan",
    /// Unmistakable cues of plans.
    PlanStrong = "plan-strong",
    /// Promises.
    Pledge = "pledge",
    /// Frames of problems: 虽然, 差距.
    ProblemFrame = "problem-frame",
    /// Under way.
    Progress = "progress",
    /// Answers to last year's problems.
    Rectification = "rectification",
    /// Words of a work summary.
    ReportWords = "report-words",
    /// Said, found or promised before.
    Said = "said",
    /// The writer.
    Writer = "self",
    /// Problem words told of something solved.
    Solved = "solved",
    /// Far-off frames and superlatives.
    SpinFar = "spin-far",
    /// Stock problems.
    StockProblem = "stock-problem",
    /// Causes within the writer.
    Subjective = "subjective",
    /// Thinking: 体会, 启示.
    Thought = "thought",
    /// The organisation.
    Unit = "unit",
    /// Vague verbs: 加强, 进一步.
    Vague = "vague",
}

impl Cue {
    /// The set of this category alone.
    pub const fn alone(self) -> CueSet {
        CueSet(1 << (self as u32))
    }
}

/// Categories, as bits in the order of [`Cue::ALL`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CueSet(pub u128);

impl CueSet {
    /// Whether a category is among them.
    pub const fn has(self, cue: Cue) -> bool {
        self.0 & cue.alone().0 != 0
    }

    /// Its categories, sorted by name.
    pub fn iter(self) -> impl Iterator<Item = Cue> {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            let cue = Cue::ALL.get(rest.trailing_zeros() as usize)?;
            rest &= rest - 1;
            Some(*cue)
        })
    }
}
