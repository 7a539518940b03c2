use mmref::{MM_REF, balances_refs};
use prelude::{Users, open};

#[balances_refs]
fn status(pid: u32) {
    MM_REF!(mm_ref: Users);
    if let Err(error) = open(pid, &mut mm_ref) {
        println!("{error}");
        return;
    }
    println!("opened");
} //~ C6

fn main() {}
