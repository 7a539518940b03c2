//! Contains only tests: mmref with tracking off.
