#!/usr/bin/env python3
"""Measures the workstation in a real terminal, beside mutt, neomutt and a bare C program, in one interleaved run.

    cargo build --release
    python3 benches/terminal/measure.py                  # all of it; makes its data under target/bench the first time
    python3 benches/terminal/measure.py --only start     # one part: start, keys, small, memory
    python3 benches/terminal/measure.py --items 100000 --large 1000000

Standard library only. The workstation's own start is measured where the kernel's keyring keeps its session: run it under
`keyctl session -` (Debian: keyutils) where the login has none. mutt and neomutt are measured when they are installed (Debian: apt-get install mutt neomutt).
Ratios of one run are what counts: absolute times belong to the machine and to whatever else it was doing.
"""
import argparse, fcntl, json, os, pty, re, select, shutil, signal, statistics, struct, subprocess, sys, termios, time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
TARGET = os.environ.get("CARGO_TARGET_DIR", os.path.join(ROOT, "target"))
WORK = os.path.join(TARGET, "bench")
OURS = os.path.join(TARGET, "release", "omaolo")
ESCAPES = re.compile(rb"\x1b\[[0-9;?]*[A-Za-z]|\x1b[()][A-Z0-9]|\x1b[=>]|\x1b\][^\x07]*\x07")


class Program:
    """A program in a pty of its own."""

    def __init__(self, command, columns, rows, env=None):
        self.began = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.environ.update({"TERM": "xterm-256color", "LANG": "C.UTF-8", **(env or {})})
            os.environ.pop("COLORTERM", None)
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            os.execvp(command[0], command)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.seen = b""

    def read(self, wait):
        """What comes within `wait` seconds, and when its last byte came."""
        if not select.select([self.fd], [], [], wait)[0]:
            return b"", None
        try:
            data = os.read(self.fd, 1 << 16)
        except OSError:
            return b"", None
        self.seen += data
        return data, time.perf_counter()

    def until(self, marker, limit=120.0):
        """Seconds from the start until the marker stands on the screen's stream."""
        end = time.perf_counter() + limit
        while time.perf_counter() < end:
            _, at = self.read(0.2)
            if at and re.search(marker, ESCAPES.sub(b"", self.seen)):
                return at - self.began
        sys.exit(f"never saw {marker!r}; the end of what came: {self.seen[-600:]!r}")

    def settle(self, quiet=0.4):
        while self.read(quiet)[1]:
            pass

    def key(self, keys, quiet=0.012, until=None, limit=20.0):
        """Sends keys; gives seconds to the last byte of the answer (or to the marker), and the number of bytes."""
        began = time.perf_counter()
        os.write(self.fd, keys)
        last, count, text = began, 0, b""
        while True:
            data, at = self.read(quiet if (count and not until) else (1.0 if not until else 0.05))
            if at:
                last, count, text = at, count + len(data), text + data
                if until and re.search(until, ESCAPES.sub(b"", text)):
                    return at - began, count
            elif not until:
                return last - began, count
            if until and time.perf_counter() - began > limit:
                sys.exit(f"never saw {until!r} after {keys!r}")

    def status(self, name):
        with open(f"/proc/{self.pid}/status") as file:
            return next(int(line.split()[1]) for line in file if line.startswith(name + ":"))

    def busy(self):
        """Context switches and seconds of processor time by thread."""
        threads = {}
        for task in os.listdir(f"/proc/{self.pid}/task"):
            with open(f"/proc/{self.pid}/task/{task}/status") as status, open(f"/proc/{self.pid}/task/{task}/schedstat") as used:
                switches = sum(int(line.split()[1]) for line in status if "ctxt_switches" in line)
                threads[task] = (switches, int(used.read().split()[0]) / 1e9)
        return threads

    def cpu(self):
        """Seconds of processor time of all threads."""
        return sum(used for _, used in self.busy().values())

    def leave(self):
        """Leaves as a person does."""
        os.write(self.fd, b"q")
        end = time.time() + 3
        while time.time() < end:
            self.read(0.01)
            if os.waitpid(self.pid, os.WNOHANG)[0]:
                os.close(self.fd)
                return
        self.end()

    def end(self):
        try:
            os.kill(self.pid, signal.SIGTERM)
            time.sleep(0.05)
            os.kill(self.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        os.waitpid(self.pid, 0)
        os.close(self.fd)


def county(items):
    """A demo county with so many items, made once."""
    folder = os.path.join(WORK, f"county-{items}")
    if not os.path.exists(os.path.join(folder, "county.toml")):
        print(f"making a county of {items} items …", file=sys.stderr)
    subprocess.run([OURS, "demo", "--prepare", "--items", str(items), "--dir", folder], check=True)
    return folder


def mailbox(items):
    """An mbox of so many mails, made once."""
    path = os.path.join(WORK, f"mail-{items}.mbox")
    if not os.path.exists(path):
        with open(path, "w") as file:
            for n in range(items):
                date = time.strftime("%a, %d %b %Y %H:%M:%S +0000", time.gmtime(1_700_000_000 + 61 * n))
                short = time.strftime("%a %b %d %H:%M:%S %Y", time.gmtime(1_700_000_000 + 61 * n))
                file.write(f"From r{n}@example.org {short}\nFrom: Resident {n % 977} Name <r{n}@example.org>\n"
                           f"Subject: ref{n:06d} sore throat for {n % 9} days\nDate: {date}\nMessage-ID: <{n}@example.org>\n\nBody {n}.\n\n")
    return path


class Server:
    """`omaolo serve` on a county, so that server and workstation are measured apart."""

    def __init__(self, folder):
        self.socket = os.path.join(WORK, "bench.sock")
        env = {**os.environ, "OMAOLO_PASSPHRASE": "demo"}
        self.process = subprocess.Popen([OURS, "serve", "--dir", folder, "--listen", f"unix:{self.socket}"], env=env,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        end = time.time() + 20
        while not os.path.exists(self.socket) and time.time() < end:
            time.sleep(0.01)

    def rss(self):
        with open(f"/proc/{self.process.pid}/status") as file:
            return next(int(line.split()[1]) for line in file if line.startswith("VmRSS")) / 1024

    def end(self):
        self.process.terminate()
        self.process.wait()


READY = rb"Liisa|Virtanen"
ROWS = rb"\d+[-+\xe2]?\s?(v|a)"  # an age in a row


def demo(folder):
    return [OURS, "demo", "--dir", folder, "--lang", "fi", "--theme", "sixteen"]


def peers(mbox):
    found = {}
    for name in ("mutt", "neomutt"):
        if shutil.which(name):
            found[name] = [name, "-n", "-F", "/dev/null", "-e", f"set folder={WORK}", "-e", "set sort=date", "-e", "set mark_old=no", "-R", "-f", mbox]
    return found


def ms(values):
    return f"{statistics.median(values) * 1000:9.2f}"


def signed_in(server):
    """A workstation of this server, which remembers its session where the kernel's keyring does; then the next start finds it."""
    command = [OURS, "work", "--server", f"unix:{server.socket}", "--lang", "fi", "--theme", "sixteen"]
    program = Program(command, 80, 24)
    program.settle(0.5)
    if b"Kirjaudu" in program.seen:
        program.key(b"liisa\t", quiet=0.1)
        program.key(b"demo\r", quiet=1.0)
        program.key(b"\r", quiet=0.5)
    return command, program


def start(args, results):
    """Start to first useful screen: server and workstation in one (demo) with 1,000, --items and --large items, the
    workstation alone on a running server, and the C program with the same screen."""
    folders = {n: county(n) for n in dict.fromkeys((1000, args.items, args.large)) if n}
    floor = os.path.join(WORK, "floor")
    subprocess.run(["cc", "-O2", "-o", floor, os.path.join(HERE, "floor.c")], check=True)
    screen = os.path.join(WORK, "screen.bin")
    program = Program(demo(folders[args.items]), 80, 24)
    program.until(args.ready)
    program.settle()
    open(screen, "wb").write(program.seen)
    program.end()
    times = {}
    for _ in range(args.rounds):
        for name, command in [("floor", [floor, screen])] + [(f"demo {n}", demo(folder)) for n, folder in folders.items()]:
            program = Program(command, 80, 24)
            times.setdefault(name, []).append(program.until(args.ready))
            program.leave()
    for n, folder in folders.items():
        server = Server(folder)
        command, program = signed_in(server)
        program.leave()
        again = Program(command, 80, 24)
        again.settle(0.5)
        again.end()
        if b"Kirjaudu" in again.seen:
            print("start  work: not measured, this machine has no kernel keyring that keeps a session")
            server.end()
            break
        for _ in range(args.rounds):
            for name, each in (("floor", [floor, screen]), (f"work {n}", command)):
                program = Program(each, 80, 24)
                times.setdefault(name, []).append(program.until(args.ready))
                program.leave()
        server.end()
    for name, values in times.items():
        ratio = statistics.median(values) / statistics.median(times["floor"])
        print(f"start  {name:14} {ms(values)} ms   {ratio:5.2f} x floor   min {min(values) * 1000:.2f}")
    results["start"] = times


def keys(args, results):
    """`j`, one at a time, page edges included; programs take turns of 25 keys."""
    folder, mbox = county(args.items), mailbox(args.items)
    floor, screen = os.path.join(WORK, "floor"), os.path.join(WORK, "screen.bin")
    for columns, rows in ((80, 24), (200, 60)):
        programs = {"ours": Program(demo(folder), columns, rows)}
        programs["ours"].until(args.ready)
        if os.path.exists(screen):
            programs["floor"] = Program([floor, screen, "j"], columns, rows)
        for name, command in peers(mbox).items():
            programs[name] = Program(command, columns, rows)
            programs[name].until(rb"ref\d{6}")
        for program in programs.values():
            program.settle(0.8)
        samples = {name: [] for name in programs}
        cpu = {name: program.cpu() for name, program in programs.items()}
        for turn in range(20):
            for name in list(programs)[turn % len(programs):] + list(programs)[:turn % len(programs)]:
                for _ in range(25):
                    samples[name].append(programs[name].key(b"j"))
        for name, values in samples.items():
            used = (programs[name].cpu() - cpu[name]) / len(values) * 1e6
            mean = statistics.mean(size for _, size in values)
            print(f"j      {columns}x{rows} {name:8} {ms([t for t, _ in values])} ms   {mean:7.1f} B/key mean   {used:6.0f} us CPU/key")
        results[f"keys {columns}x{rows}"] = samples
        for program in programs.values():
            program.end()


def small(args, results):
    """Open an item, filter by a rare word, 500 keys at once, ten idle seconds, memory; on a server of its own."""
    folder = county(args.items)
    program = Program(demo(folder), 80, 24)
    program.until(args.ready)
    program.settle(0.8)
    opened, burst = [], []
    for _ in range(30):
        opened.append(program.key(b"\r", until=args.opened)[0])
        program.settle(0.1)
        program.key(b"\x1b", quiet=0.08)
        program.key(b"j")
    print(f"open   p50 {ms(opened)} ms   max {max(opened) * 1000:.2f}")
    for _ in range(5):
        took, size = program.key(b"j" * 500, quiet=0.05)
        burst.append(took)
    print(f"burst  500 keys {ms(burst)} ms   {size} bytes in the last")
    program.key(b"gg", quiet=0.1)
    filtered = []
    for _ in range(10):
        program.key(b"/", quiet=0.1)
        # The word and Enter at once: to the last byte of what was found.
        filtered.append(program.key(args.word.encode() + b"\r", quiet=0.1)[0])
        program.key(b"\x1b", quiet=0.1)
        program.key(b"\x1b", quiet=0.1)
    print(f"filter {args.word!r} p50 {ms(filtered)} ms")
    program.settle(1.5)
    before, seen = program.busy(), len(program.seen)
    time.sleep(10)
    program.settle(0.0)
    after = program.busy()
    woken = {task: [now - then for now, then in zip(after[task], before[task])] for task in after if task in before}
    switches, used = sum(each[0] for each in woken.values()), sum(each[1] for each in woken.values())
    print(f"idle   10 s: {switches} switches, {used * 1000:.1f} ms CPU, {len(program.seen) - seen} bytes (server and workstation)")
    print(f"memory workstation and server in one: {program.status('VmRSS') / 1024:.1f} MB")
    program.end()
    results["small"] = {"open": opened, "burst": burst, "filter": filtered}


def memory(args, results):
    """Memory of the server alone and of the workstation alone."""
    server = Server(county(args.items))
    _, program = signed_in(server)
    for _ in range(200):
        program.key(b"j")
    print(f"memory workstation {program.status('VmRSS') / 1024:.1f} MB   server {server.rss():.1f} MB")
    program.end()
    server.end()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--items", type=int, default=100_000)
    parser.add_argument("--large", type=int, default=0, help="a second, larger county for the start, e.g. 1000000")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--only", choices=["start", "keys", "small", "memory"])
    parser.add_argument("--word", default="äijälä hilkka", help="rare words to filter by")
    parser.add_argument("--ready", type=lambda s: s.encode(), default=rb"P[0-5][^\n]*\d\d")
    parser.add_argument("--opened", type=lambda s: s.encode(), default=rb"Miksi")
    parser.add_argument("--out", help="write all samples as JSON")
    args = parser.parse_args()
    os.makedirs(WORK, exist_ok=True)
    results = {}
    for part in (start, keys, small, memory):
        if args.only in (None, part.__name__):
            part(args, results)
    if args.out:
        json.dump(results, open(args.out, "w"))


main()
