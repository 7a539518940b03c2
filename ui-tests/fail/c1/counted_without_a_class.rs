use mmref::holds_ref;

#[holds_ref]
struct Task {
    #[counted] //~ C1
    mm: *const u8,
    #[counted(shared)] //~ C1
    active_mm: *const u8,
}

fn main() {}
