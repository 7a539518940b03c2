//! Runs the workload, and says whether every mm was freed once.

fn main() {}
