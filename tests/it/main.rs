//! One binary of integration tests: behaviour through the public door.

mod cli;
mod corpus;
mod counting;
mod examples;
mod pledges;
mod profiles;
mod registry;
mod samples;
mod segmentation;
mod support;
mod topics;
