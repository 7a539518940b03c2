use mmref::holds_ref;

#[holds_ref]
struct Task { //~ C1
    mm: *const u8,
}

fn main() {}
