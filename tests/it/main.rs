//! One binary of integration tests: behaviour through the public door.
#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests fail as tests do"
)]

mod annotate;
mod audit;
mod audit_counted;
mod audit_formats;
mod audit_settled;
mod audit_together;
mod cli;
mod corpus;
mod counting;
mod examples;
mod long_runs;
mod own_profiles;
mod pieces;
mod pledges;
mod profiles;
mod registry;
mod samples;
mod segmentation;
mod similar;
mod starting;
mod structure;
mod support;
mod topics;
mod ways_of_writing;
