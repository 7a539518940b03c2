//! Has nothing but tests: what mmref is with tracking off.
