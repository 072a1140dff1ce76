//! The command line: what can be asked for, and the thin wiring behind it.

mod audit;
mod content;
mod demo;
mod form;
mod places;
mod proof;
mod secret;
mod serve;
mod store;
mod submit;
mod user;
mod work;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use domain::{AssessmentKind, CaseId, Language, Role, UrgencyClass};

use crate::cli::places::Address;

/// Digital first contact in health and social care, worked from a terminal.
///
/// Without a command it opens the workstation. To try it with invented residents: omaolo demo.
#[derive(Debug, Parser)]
#[command(name = "omaolo", version, about, long_about, propagate_version = true)]
pub struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    screen: Screen,
}

/// How the workstation looks.
#[derive(Clone, Debug, Args)]
pub struct Screen {
    /// Language of the screens: fi, sv or en. Default: the settings file, then the LANG variable, then Finnish.
    #[arg(long, global = true, env = "OMAOLO_LANG", value_name = "LANGUAGE")]
    lang: Option<Language>,
    /// Theme: dark, light, sixteen, mono, or a file in the themes folder of your settings.
    #[arg(long, global = true, env = "OMAOLO_THEME")]
    theme: Option<String>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make a fictional county, once, and open the workstation in it
    Demo(DemoArgs),
    /// Open the workstation (the default)
    Work {
        #[command(flatten)]
        server: ServerArg,
    },
    /// Run the server alone
    Serve(ServeArgs),
    /// Send an answered assessment: a FHIR R4 QuestionnaireResponse
    Submit {
        /// The response as JSON; - reads standard input
        file: PathBuf,
        #[command(flatten)]
        server: ServerArg,
        #[command(flatten)]
        token: TokenArg,
    },
    /// Send what a resident did in a case, as their channel would: a message, or a wish to end
    Resident(ResidentArgs),
    /// Read and check the knowledge base
    #[command(subcommand)]
    Content(ContentCommand),
    /// Check FHIR R4 forms and what was answered
    #[command(subcommand)]
    Form(FormCommand),
    /// Make, check or rebuild a data folder
    #[command(subcommand)]
    Store(StoreCommand),
    /// Add people and change passwords
    #[command(subcommand)]
    User(UserCommand),
    /// Print the use log of a running server, newest first (administrators only)
    Audit(AuditArgs),
    /// Print the key reference as Markdown
    Keys,
    /// Print a completion script for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    Man,
}

/// `omaolo demo`
#[derive(Clone, Debug, Args)]
pub struct DemoArgs {
    /// How many assessments the county has received. Default: 400, or what the folder's county has
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..))]
    pub items: Option<u32>,
    /// The same seed makes the same county. Default: 1, or that of the folder's county
    #[arg(long)]
    pub seed: Option<u64>,
    /// Folder of the county. Default: a folder of its own under your data folder
    #[arg(long)]
    pub dir: Option<PathBuf>,
    /// Residents keep sending and answering, so many times a minute
    #[arg(long, value_name = "PER_MINUTE")]
    pub live: Option<u32>,
    /// Make the county and exit
    #[arg(long)]
    pub prepare: bool,
    /// Start at the sign-in screen instead of signed in as a nurse
    #[arg(long)]
    pub sign_in: bool,
}

/// Which server to talk to.
#[derive(Clone, Debug, Args)]
pub struct ServerArg {
    /// The server: unix:PATH, or http(s)://HOST:PORT. Default: the settings file, then the demo's server on this machine
    #[arg(long, env = "OMAOLO_SERVER", value_name = "URL|unix:PATH")]
    server: Option<Address>,
}

/// With which right to bring things in.
#[derive(Clone, Debug, Args)]
pub struct TokenArg {
    /// File with the token of a residents' channel. Default: intake.token beside the server's socket
    #[arg(long, value_name = "FILE")]
    token_file: Option<PathBuf>,
}

/// `omaolo serve`
#[derive(Clone, Debug, Args)]
pub struct ServeArgs {
    /// The data folder (see: omaolo store init)
    #[arg(long)]
    pub dir: PathBuf,
    /// Where to listen: unix:PATH, or ADDRESS:PORT
    #[arg(long, value_name = "ADDR|unix:PATH")]
    pub listen: String,
    /// Listen on an address that other machines reach. Put a TLS proxy in front: the server itself speaks plain HTTP
    #[arg(long)]
    pub allow_remote: bool,
    #[command(flatten)]
    pub secret: secret::SecretArg,
}

/// `omaolo resident`
#[derive(Clone, Debug, Args)]
pub struct ResidentArgs {
    /// The case's identity, as omaolo submit prints it
    pub case: CaseId,
    /// A message to the professional
    #[arg(long, conflicts_with_all = ["propose_ending", "accept_ending"], required_unless_present_any = ["propose_ending", "accept_ending"])]
    pub message: Option<String>,
    /// The resident says that the case can end
    #[arg(long, conflicts_with = "accept_ending")]
    pub propose_ending: bool,
    /// The resident accepts the ending that the professional proposed
    #[arg(long)]
    pub accept_ending: bool,
    #[command(flatten)]
    server: ServerArg,
    #[command(flatten)]
    token: TokenArg,
}

/// `omaolo content …`
#[derive(Debug, Subcommand)]
pub enum ContentCommand {
    /// List the packs
    List {
        #[command(flatten)]
        from: ContentFrom,
    },
    /// Show a pack for reading: questions, branching, rules with their reasons and sources
    Show {
        /// The pack, e.g. sore-throat
        id: String,
        #[command(flatten)]
        from: ContentFrom,
    },
    /// Write packs for others: documents to review, or forms for other systems
    Export {
        /// The pack
        #[arg(required_unless_present = "all", conflicts_with = "all")]
        id: Option<String>,
        /// Every pack, each to a file of its own in the folder --out
        #[arg(long, requires = "out")]
        all: bool,
        /// In which form
        #[arg(long = "as", value_name = "FORM")]
        form: content::export::ExportForm,
        /// The file, or with --all the folder; what is there is replaced. Default: standard output
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
        #[command(flatten)]
        from: ContentFrom,
    },
    /// Judge answers
    Evaluate {
        /// The pack
        id: String,
        /// Question id to value: "yes"/"no" or true/false, option id, list of option ids, number, text; - reads standard input
        answers: PathBuf,
        /// Print JSON
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        from: ContentFrom,
    },
    /// Judge a stored case again on the very content that judged it; fails when the outcome is not the same
    ///
    /// The server must be stopped. The look is written to the use log.
    Replay {
        /// The case's identity or number
        case: String,
        #[command(flatten)]
        at: StoreAt,
    },
    /// Make a key for signing content
    Keygen {
        /// The file, made readable for you only; one that is there is not replaced
        file: PathBuf,
    },
    /// Sign a pack: an owner says that it is right as it is now
    ///
    /// The signature is written beside the pack and is void as soon as its meaning changes.
    Sign {
        /// The pack's folder
        pack: PathBuf,
        /// The owner's key, from: omaolo content keygen
        #[arg(long, value_name = "FILE")]
        key: PathBuf,
        /// The owner's name, as content.toml of the organisation has it
        #[arg(long)]
        name: String,
    },
    /// Check packs and run their cases; each mistake is named with file, line and column
    Check {
        /// A pack's folder, or a folder of packs. Default: the packs built in
        path: Option<PathBuf>,
        /// Print how many cases prove each rule, and whether each threshold has a case on both sides
        #[arg(long)]
        coverage: bool,
        /// Check again after each change, until Ctrl-C
        #[arg(long, requires = "path")]
        watch: bool,
    },
    /// Write a small complete pack, to begin from
    New {
        /// The new pack's id, e.g. sore-throat
        id: String,
        /// What kind of assessment
        #[arg(long, value_enum, default_value_t = NewKind::Symptom)]
        kind: NewKind,
        /// The folder of packs in which it is made
        #[arg(long, default_value = ".")]
        dir: PathBuf,
    },
    /// Make a pack of a form of another system: a FHIR R4 Questionnaire
    ///
    /// The form judges nothing: everybody who answers comes to one class and one queue. What a pack cannot carry is named item
    /// by item; where that is a condition, the item is always shown.
    Import(ImportArgs),
    /// Prove packs: searches all sets of answers for one that breaks a promise, and shows it
    Prove {
        /// The pack. Default: all
        id: Option<String>,
        #[command(flatten)]
        from: ContentFrom,
    },
    /// Write edges.toml of a pack: cases on both sides of every part of every rule, to review and to keep
    Edges {
        /// The pack's folder, or a folder of packs
        path: PathBuf,
    },
    /// Show what a newer version changes: what is written, and which answers come to something else
    Diff {
        /// The older one: an id, id@version, or a pack's folder
        old: String,
        /// The newer one
        new: String,
        #[command(flatten)]
        from: ContentFrom,
    },
}

/// `omaolo content import`
#[derive(Clone, Debug, Args)]
pub struct ImportArgs {
    /// The Questionnaire as JSON; - reads standard input
    pub file: PathBuf,
    /// The data folder whose server shall ask it: the pack is made in its packs
    #[arg(long, value_name = "DIR", conflicts_with = "out")]
    pub dir: Option<PathBuf>,
    /// The folder of packs in which the pack is made
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub out: PathBuf,
    /// The pack's id. Default: made of what the form is called
    #[arg(long)]
    pub id: Option<String>,
    /// The kind of queue that takes the answers, e.g. nurse or school-health
    #[arg(long, default_value = "nurse")]
    pub queue: String,
    /// What everybody who answers comes to, from P1 to P5: by when a professional has read the answers
    #[arg(long, default_value = "P4")]
    pub class: UrgencyClass,
    /// Write nothing when anything of the form is not carried
    #[arg(long)]
    pub strict: bool,
}

/// Kinds of packs that there is a pattern for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum NewKind {
    /// Gives an urgency class
    Symptom,
    /// Gives an outcome and a statutory deadline
    Service,
    /// Judges nothing: everybody comes to the same
    Form,
}

impl From<NewKind> for AssessmentKind {
    fn from(kind: NewKind) -> Self {
        match kind {
            NewKind::Symptom => Self::Symptom,
            NewKind::Service => Self::Service,
            NewKind::Form => Self::Form,
        }
    }
}

/// Which content, beside that of the program.
#[derive(Clone, Debug, Default, Args)]
pub struct ContentFrom {
    /// A folder of packs too; of one id the newest version is used
    #[arg(long, value_name = "DIR")]
    pub packs: Option<PathBuf>,
    /// The content of a data folder: its packs, and what its content.toml decides
    #[arg(long, value_name = "DIR")]
    pub dir: Option<PathBuf>,
}

/// `omaolo form …`
#[derive(Debug, Subcommand)]
pub enum FormCommand {
    /// Say which items of a Questionnaire a response enables, and whether the response keeps to the form
    Check {
        /// The Questionnaire as JSON; - reads standard input
        questionnaire: PathBuf,
        /// The QuestionnaireResponse as JSON
        response: PathBuf,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
}

/// `omaolo store …`
#[derive(Debug, Subcommand)]
pub enum StoreCommand {
    /// Make an empty data folder with its key
    Init {
        /// The folder
        #[arg(long)]
        dir: PathBuf,
        /// Units and queues (see docs/server.md)
        #[arg(long, value_name = "FILE.toml")]
        organisation: Option<PathBuf>,
        /// A test environment: artificial identity codes only, and every screen says so
        #[arg(long)]
        test: bool,
        #[command(flatten)]
        secret: secret::SecretArg,
    },
    /// Check that nothing is missing or altered: the log, the use log's chain, the tables derived from the log
    Verify {
        #[command(flatten)]
        at: StoreAt,
    },
    /// Make the derived tables anew from the log
    Rebuild {
        #[command(flatten)]
        at: StoreAt,
    },
    /// Change the passphrase of the key file
    Passphrase {
        #[command(flatten)]
        at: StoreAt,
    },
}

/// A data folder and its passphrase.
#[derive(Clone, Debug, Args)]
pub struct StoreAt {
    /// The data folder. Default: the demo's
    #[arg(long)]
    pub dir: Option<PathBuf>,
    #[command(flatten)]
    pub secret: secret::SecretArg,
}

/// `omaolo user …`: the server must be stopped.
#[derive(Debug, Subcommand)]
pub enum UserCommand {
    /// Add a person, or another system
    Add {
        /// Login name
        login: String,
        /// Family name first: "Virtanen Liisa"
        #[arg(long)]
        name: String,
        /// nurse, social-worker, doctor, administrator, support, or intake for a residents' channel
        #[arg(long)]
        role: Role,
        /// The unit in which the role holds
        #[arg(long)]
        unit: Option<String>,
        /// A queue that the role opens; repeat for more
        #[arg(long = "queue")]
        queues: Vec<String>,
        /// May change and transfer others' items
        #[arg(long)]
        supervisor: bool,
        /// Demand the code of an authenticator at sign-in; its secret is printed once
        #[arg(long)]
        totp: bool,
        #[command(flatten)]
        at: StoreAt,
    },
    /// Change a password
    Passwd {
        /// Login name
        login: String,
        #[command(flatten)]
        at: StoreAt,
    },
    /// Write a token for a residents' channel into a file
    Token {
        /// Login name of an account with role intake
        login: String,
        /// The file, made readable for you only
        #[arg(long)]
        file: PathBuf,
        #[command(flatten)]
        at: StoreAt,
    },
}

/// `omaolo audit`
#[derive(Clone, Debug, Args)]
pub struct AuditArgs {
    /// Login name of an administrator; the password is asked for, or taken from OMAOLO_PASSWORD
    #[arg(long, default_value = "admin")]
    pub login: String,
    /// Only lines about this case
    #[arg(long)]
    pub case: Option<CaseId>,
    /// At most so many lines
    #[arg(long, default_value_t = 100)]
    pub limit: usize,
    #[command(flatten)]
    server: ServerArg,
}

/// Does what was asked for.
///
/// # Errors
/// Whatever kept it from being done, as one sentence with its cause.
pub fn run(cli: Cli) -> anyhow::Result<ExitCode> {
    let screen = cli.screen;
    match cli.command.unwrap_or(Command::Work { server: ServerArg { server: None } }) {
        Command::Demo(args) => demo::run(&args, &screen),
        Command::Work { server } => work::run(server.server, &screen),
        Command::Serve(args) => serve::run(&args),
        Command::Submit { file, server, token } => submit::run(&file, server.server, token.token_file),
        Command::Resident(args) => submit::resident(&args),
        Command::Content(command) => content::run(command, screen.lang),
        Command::Form(command) => form::run(&command),
        Command::Store(command) => store::run(command),
        Command::User(command) => user::run(command),
        Command::Audit(args) => audit::run(&args),
        Command::Keys => Ok(work::keys(&screen)),
        Command::Completions { shell } => {
            clap_complete::generate(shell, &mut Cli::command(), "omaolo", &mut std::io::stdout());
            Ok(ExitCode::SUCCESS)
        }
        Command::Man => {
            clap_mangen::Man::new(Cli::command()).render(&mut std::io::stdout())?;
            Ok(ExitCode::SUCCESS)
        }
    }
}
