use mmref::{MM_REF, balances_refs};
use prelude::{Users, open};

#[balances_refs]
fn status(pid: u32) {
    MM_REF!(mm_ref: Users);
    match open(pid, &mut mm_ref) {
        Ok(mm) => {
            let _ = mmref::put(mm, mm_ref);
            println!("{}", mm.size); //~ C9
        }
        Err(error) => println!("{error}"),
    }
}

fn main() {}
