//! `fs/proc/task_mmu.c`: `maps`, `pagemap` and `clear_refs`.

mod clear_refs;
mod maps;
mod pagemap;

pub use clear_refs::{ClearRefs, clear_refs_write};
pub use maps::{ProcMapsPrivate, m_next, m_start, m_stop, proc_map_release, proc_maps_open, show_map};
pub use pagemap::{PM_SOFT_DIRTY, PagemapPrivate, pagemap_open, pagemap_read, pagemap_release};
