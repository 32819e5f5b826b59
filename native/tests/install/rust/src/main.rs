//! A node in Rust with bindings written by hand: plays the trace `small` to the file service.
use std::ffi::{c_char, c_int, c_void, CStr, CString};
use std::{env, fs, process, ptr};

#[repr(C)]
struct Error {
    status: c_int,
    message: [c_char; 1024],
}

#[repr(C)]
#[derive(Clone, Copy)]
struct Bytes {
    data: *const u8,
    size: usize,
}

#[repr(C)]
struct Options {
    struct_size: usize,
    name: *const c_char,
    home: *const c_char,
    chain_id: *const c_char,
    node_height: i64,
    config: *const c_char,
    config_name: *const c_char,
    env_prefix: *const c_char,
    stores: *const *const c_char,
    store_count: usize,
    install_dir: *const c_char,
    java_home: *const c_char,
    class_path: *const c_char,
    jvm_options: *const *const c_char,
    jvm_option_count: usize,
    log: *const c_void,
    log_user_data: *mut c_void,
}

type Stream = c_void;
type Hook = unsafe extern "C" fn(*mut Stream, Bytes, Bytes, *mut Error) -> c_int;

extern "C" {
    fn abcistream_open(stream: *mut *mut Stream, options: *const Options, error: *mut Error) -> c_int;
    fn abcistream_close(stream: *mut Stream, error: *mut Error) -> c_int;
    fn abcistream_listen_begin_block(s: *mut Stream, q: Bytes, r: Bytes, e: *mut Error) -> c_int;
    fn abcistream_listen_deliver_tx(s: *mut Stream, q: Bytes, r: Bytes, e: *mut Error) -> c_int;
    fn abcistream_listen_end_block(s: *mut Stream, q: Bytes, r: Bytes, e: *mut Error) -> c_int;
    fn abcistream_on_write(
        s: *mut Stream,
        store: u32,
        key: Bytes,
        value: Bytes,
        is_delete: bool,
        e: *mut Error,
    ) -> c_int;
    fn abcistream_listen_commit(
        s: *mut Stream,
        height: i64,
        hash: Bytes,
        r: Bytes,
        e: *mut Error,
    ) -> c_int;
}

const STORES: [&str; 17] = [
    "acc", "authz", "bank", "capability", "consensus", "crisis", "distribution", "evidence",
    "feegrant", "gov", "group", "mint", "nft", "params", "slashing", "staking", "upgrade",
];
const CONFIG: &str = "store.streamers = ['file']\n[streamers.file]\nkeys = ['*']\n\
    write_dir = 'streamed'\noutput-metadata = true\nstop-node-on-error = true\n";

fn check(status: c_int, error: &Error) {
    if status != 0 {
        let message = unsafe { CStr::from_ptr(error.message.as_ptr()) };
        eprintln!("status {status}: {}", message.to_string_lossy());
        process::exit(1);
    }
}

struct Trace {
    bytes: Vec<u8>,
    at: usize,
}

impl Trace {
    fn number(&mut self, size: usize) -> u64 {
        let mut value = [0; 8];
        value[..size].copy_from_slice(&self.bytes[self.at..self.at + size]);
        self.at += size;
        u64::from_le_bytes(value)
    }

    fn blob(&mut self) -> Bytes {
        let size = self.number(4) as usize;
        let data = self.bytes[self.at..self.at + size].as_ptr();
        self.at += size;
        Bytes { data, size }
    }

    fn store(&mut self) -> u32 {
        let size = self.number(4) as usize;
        let name = &self.bytes[self.at..self.at + size];
        self.at += size;
        STORES.iter().position(|store| store.as_bytes() == name).expect("unknown store") as u32
    }
}

unsafe fn play(trace: &mut Trace, stream: *mut Stream, error: &mut Error) -> c_int {
    let nothing = Bytes { data: ptr::null(), size: 0 };
    let hook: Hook = match trace.number(1) {
        1 => abcistream_listen_begin_block,
        2 => abcistream_listen_deliver_tx,
        3 => abcistream_listen_end_block,
        4 => {
            let height = trace.number(8) as i64;
            return abcistream_listen_commit(stream, height, nothing, trace.blob(), error);
        }
        5 => {
            let is_delete = trace.number(1) != 0;
            let store = trace.store();
            let (key, value) = (trace.blob(), trace.blob());
            return abcistream_on_write(stream, store, key, value, is_delete, error);
        }
        kind => panic!("a record of kind {kind}"),
    };
    let (request, response) = (trace.blob(), trace.blob());
    hook(stream, request, response, error)
}

fn main() {
    let arguments: Vec<String> = env::args().collect();
    let mut trace = Trace { bytes: fs::read(&arguments[1]).expect("no trace"), at: 0 };
    let home = CString::new(arguments[2].as_str()).unwrap();
    let config = CString::new(CONFIG).unwrap();
    let names: Vec<CString> = STORES.iter().map(|store| CString::new(*store).unwrap()).collect();
    let stores: Vec<*const c_char> = names.iter().map(|name| name.as_ptr()).collect();
    let mut error = Error { status: 0, message: [0; 1024] };
    let mut stream: *mut Stream = ptr::null_mut();
    unsafe {
        let mut options: Options = std::mem::zeroed();
        options.struct_size = std::mem::size_of::<Options>();
        options.home = home.as_ptr();
        options.config = config.as_ptr();
        options.stores = stores.as_ptr();
        options.store_count = stores.len();
        check(abcistream_open(&mut stream, &options, &mut error), &error);
        while trace.at < trace.bytes.len() {
            check(play(&mut trace, stream, &mut error), &error);
        }
        check(abcistream_close(stream, &mut error), &error);
    }
}
