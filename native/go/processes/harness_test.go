// Package processes has tests of whole processes: nodes in Go that have a JVM inside them. Each test starts the program
// of the folder node, and checks what that saw, how it ended, and what its services wrote.
package processes

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// scratch is the folder for what all tests share: programs, and the jar of the services.
var scratch string

func TestMain(m *testing.M) {
	flag.Parse()
	os.Exit(runTests(m))
}

func runTests(m *testing.M) int {
	var err error
	if scratch, err = os.MkdirTemp("", "processes"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(scratch)
	// Crashes that are meant leave no core file.
	if err := syscall.Setrlimit(syscall.RLIMIT_CORE, &syscall.Rlimit{}); err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	return m.Run()
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// installation is the one that ABCISTREAM_HOME names, else the one that pkg-config finds.
func installation(t testing.TB) string {
	t.Helper()
	folder := os.Getenv("ABCISTREAM_HOME")
	if folder == "" {
		prefix, err := exec.Command("pkg-config", "--variable=prefix", "abcistream").Output()
		if err != nil {
			t.Skip("ABCISTREAM_HOME is not set, and pkg-config finds no abcistream; set PKG_CONFIG_PATH")
		}
		folder = strings.TrimSpace(string(prefix))
	}
	if jars, _ := filepath.Glob(filepath.Join(folder, "share", "abcistream", "abcistream-host-*.jar")); jars == nil {
		t.Skipf("%s has no jars in share/abcistream; mvn package puts them there", folder)
	}
	return folder
}

// shared is made by the first test that needs it.
type shared struct {
	once sync.Once
	path string
	err  error
}

func (s *shared) make(t testing.TB, name string, command func(path string) *exec.Cmd) string {
	t.Helper()
	installed := installation(t)
	s.once.Do(func() {
		s.path = filepath.Join(scratch, name)
		making := command(s.path)
		making.Env = append(os.Environ(), "PKG_CONFIG_PATH="+filepath.Join(installed, "lib", "pkgconfig"))
		if output, err := making.CombinedOutput(); err != nil {
			s.err = fmt.Errorf("%v: %w\n%s", making, err, output)
		}
	})
	must(t, s.err)
	return s.path
}

// program is a way to build the node.
type program struct {
	name  string
	flags []string
	built shared
}

var usual = &program{name: "node"}

func (p *program) build(t testing.TB) string {
	t.Helper()
	libraries := "-r=" + filepath.Join(installation(t), "lib")
	return p.built.make(t, p.name, func(path string) *exec.Cmd {
		flags := slices.Concat([]string{"build", "-o", path, "-ldflags", libraries}, p.flags, []string{"./node"})
		return exec.Command("go", flags...)
	})
}

var servicesJar shared

// services is the jar of the services recorder and faulty.
func services(t testing.TB) string {
	t.Helper()
	script := filepath.Join("..", "..", "tests", "process", "build_services.sh")
	return servicesJar.make(t, "services.jar", func(path string) *exec.Cmd {
		return exec.Command("bash", script, installation(t), path)
	})
}

// scenario is what is run. All but steps and faults has a default.
type scenario struct {
	program *program
	jdk     string   // its folder; else the library finds one
	options []string // of the JVM
	faulty  string   // the options of the service faulty, as lines of TOML
	config  string   // in place of the two services
	steps   []string
	// patience is how long the node may take; one that hangs is killed, and its test fails.
	patience time.Duration
}

// Two services: one that always does well, and one that does as the scenario says, and goes on after a failure.
const configFormat = `
[store]
streamers = ["healthy", "faulty"]
[streamers.healthy]
type = "recorder"
keys = ["*"]
timeout = "2m"
[streamers.faulty]
type = "faulty"
keys = ["*"]
%s
[abcistream]
on-gap = "ignore"
start-timeout = "5s"
close-timeout = "500ms"
`

// process is a node that runs.
type process struct {
	t      testing.TB
	home   string
	cmd    *exec.Cmd
	lines  chan string
	stderr bytes.Buffer
}

func start(t testing.TB, s scenario) *process {
	t.Helper()
	installed, home := installation(t), t.TempDir()
	config := filepath.Join(home, "app.toml")
	if s.config == "" {
		s.config = fmt.Sprintf(configFormat, s.faulty)
	}
	must(t, os.WriteFile(config, []byte(s.config), 0o600))
	arguments := []string{
		"-home", home, "-config", config, "-install-dir", installed, "-java-home", s.jdk,
		"-class-path", filepath.Join(installed, "share", "abcistream") + ":" + services(t),
	}
	for _, option := range s.options {
		arguments = append(arguments, "-jvm-option="+option)
	}
	if s.program == nil {
		s.program = usual
	}
	ctx, cancel := context.WithTimeout(context.Background(), cmp.Or(s.patience, 4*time.Minute))
	t.Cleanup(cancel)
	p := &process{t: t, home: home, lines: make(chan string, 10000)}
	p.cmd = exec.CommandContext(ctx, s.program.build(t), append(arguments, s.steps...)...)
	p.cmd.Dir, p.cmd.Stderr = home, &p.stderr
	p.cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL} // No node outlives the tests.
	stdout, err := p.cmd.StdoutPipe()
	must(t, err)
	must(t, p.cmd.Start())
	go p.readLines(stdout)
	return p
}

func (p *process) readLines(stdout io.Reader) {
	defer close(p.lines)
	for scanner := bufio.NewScanner(stdout); scanner.Scan(); {
		if line, isNodes := strings.CutPrefix(scanner.Text(), "node: "); isNodes { // A JVM may print there too.
			p.lines <- line
		}
	}
}

// await returns when the node has printed the line.
func (p *process) await(expected string) {
	p.t.Helper()
	for line := range p.lines {
		if line == expected {
			return
		}
	}
	_ = p.cmd.Wait()
	p.t.Fatalf("the node ended (%v) before it printed %q; its standard error stream:\n%s", p.cmd.ProcessState, expected,
		beginning(p.stderr.String()))
}

// ended is a node that has come to its end.
type ended struct {
	t      testing.TB
	home   string
	code   int // the exit code, or minus the number of the signal
	lines  []string
	stderr string
}

func (p *process) end() *ended {
	p.t.Helper()
	e := &ended{t: p.t, home: p.home}
	for line := range p.lines {
		e.lines = append(e.lines, line)
	}
	var failure *exec.ExitError
	if err := p.cmd.Wait(); err != nil && !errors.As(err, &failure) {
		p.t.Fatal(err)
	}
	status := p.cmd.ProcessState.Sys().(syscall.WaitStatus)
	if e.code = status.ExitStatus(); status.Signaled() {
		e.code = -int(status.Signal())
	}
	e.stderr = p.stderr.String()
	return e
}

func run(t testing.TB, s scenario) *ended {
	t.Helper()
	return start(t, s).end()
}

func (e *ended) fail(format string, arguments ...any) {
	e.t.Helper()
	e.t.Errorf("%s\nthe node ended with %d and printed\n  %s\nand to its standard error stream\n%s",
		fmt.Sprintf(format, arguments...), e.code, strings.Join(e.lines, "\n  "), beginning(e.stderr))
}

// beginning is as much of a text as one likes to read.
func beginning(text string) string {
	if len(text) > 4000 {
		return text[:4000] + "..."
	}
	return text
}

// matches tells whether a line is as expected, where three dots stand for anything.
func matches(expected, line string) bool {
	pattern := strings.ReplaceAll(regexp.QuoteMeta(expected), `\.\.\.`, ".*")
	return regexp.MustCompile("^" + pattern + "$").MatchString(line)
}

// check compares the exit code and what was printed.
func (e *ended) check(code int, expected ...string) {
	e.t.Helper()
	if e.code != code || !slices.EqualFunc(expected, e.lines, matches) {
		e.fail("expected were exit code %d and\n  %s", code, strings.Join(expected, "\n  "))
	}
}

// checkStderr looks for a pattern.
func (e *ended) checkStderr(pattern string) {
	e.t.Helper()
	if !regexp.MustCompile(pattern).MatchString(e.stderr) {
		e.fail("the standard error stream has nothing like %q", pattern)
	}
}

// checkHeights: the service has got these blocks, each once and in this order.
func (e *ended) checkHeights(service string, expected ...int) {
	e.t.Helper()
	content, err := os.ReadFile(filepath.Join(e.home, service+".heights"))
	must(e.t, err)
	actual := []int{}
	for _, line := range strings.Fields(string(content)) {
		height, err := strconv.Atoi(line)
		must(e.t, err)
		actual = append(actual, height)
	}
	if !slices.Equal(actual, expected) {
		e.fail("service %s has got the blocks %v, not %v", service, actual, expected)
	}
}

// heights are those from the first to the last, but for some.
func heights(first, last int, without ...int) []int {
	all := []int{}
	for height := first; height <= last; height++ {
		if !slices.Contains(without, height) {
			all = append(all, height)
		}
	}
	return all
}

// crashReports are the files that a JVM writes about its crash.
func (e *ended) crashReports() []string {
	files, _ := filepath.Glob(filepath.Join(e.home, "hs_err*.log"))
	return files
}

func (e *ended) checkNoCrashReport() {
	e.t.Helper()
	if files := e.crashReports(); len(files) > 0 {
		report, _ := os.ReadFile(files[0])
		e.fail("the JVM has written %v:\n%s", files, beginning(string(report)))
	}
}
