//! Links the library of the installation whose `lib` folder ABCISTREAM_LIB names.
fn main() {
    let lib = std::env::var("ABCISTREAM_LIB").expect("ABCISTREAM_LIB names no folder");
    println!("cargo:rustc-link-search=native={lib}");
    println!("cargo:rustc-link-lib=dylib=abcistream");
    println!("cargo:rerun-if-env-changed=ABCISTREAM_LIB");
}
