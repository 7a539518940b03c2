use mmref::holds_ref;

#[holds_ref]
struct Task; //~ C1

fn main() {}
