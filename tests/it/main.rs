//! One binary of integration tests: behaviour through the public door.
