# bash completion for warmline; load it with: source <(warmline completion bash)
_warmline() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} verb= desk= each next= take=
  for each in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    if [[ $next = desk ]]; then desk=$each; next=; continue; fi
    case $each in --desk) next=desk ;; -*) ;;
      *) [[ " $(_warmline_verbs "$verb") " = *" $each "* ]] && verb="${verb:+$verb }$each" ;; esac
  done
  COMPREPLY=()
  case "$verb $before" in
    ' --desk') _warmline_files directory; return ;;
    'app --desk') _warmline_files directory; return ;;
    'init --articles') _warmline_files file; return ;;
    'init --status') COMPREPLY=($(compgen -W 'draft internal public archived' -- "$word")); return ;;
    'answer --desk') _warmline_files directory; return ;;
    'inbox --take') _warmline_values cases; return ;;
    'inbox --later') _warmline_values cases; return ;;
    'inbox --give-back') _warmline_values cases; return ;;
    'inbox --desk') _warmline_files directory; return ;;
    'read --customer') _warmline_values customers; return ;;
    'read --language') :; return ;;
    'read --desk') _warmline_files directory; return ;;
    'reply --customer') _warmline_values customers; return ;;
    'reply --channel') COMPREPLY=($(compgen -W 'email chat social' -- "$word")); return ;;
    'reply --language') :; return ;;
    'reply --article') _warmline_values slugs; return ;;
    'reply --outcome') COMPREPLY=($(compgen -W 'solved pending refused' -- "$word")); return ;;
    'reply --set') :; return ;;
    'reply --confirm') :; return ;;
    'reply --eml') _warmline_files file; return ;;
    'reply --desk') _warmline_files directory; return ;;
    'check --message') _warmline_files file; return ;;
    'check --customer') _warmline_values customers; return ;;
    'check --channel') COMPREPLY=($(compgen -W 'email chat social' -- "$word")); return ;;
    'check --outcome') COMPREPLY=($(compgen -W 'solved pending refused' -- "$word")); return ;;
    'check --anyway') _warmline_values checks; return ;;
    'check --format') COMPREPLY=($(compgen -W 'text json github' -- "$word")); return ;;
    'check --desk') _warmline_files directory; return ;;
    'exemplary --title') :; return ;;
    'exemplary --why') :; return ;;
    'exemplary --find') :; return ;;
    'exemplary --desk') _warmline_files directory; return ;;
    'drill --from') _warmline_values cases; return ;;
    'drill --course') :; return ;;
    'drill --desk') _warmline_files directory; return ;;
    'worksheet --desk') _warmline_files directory; return ;;
    'practise --course') :; return ;;
    'practise --language') :; return ;;
    'practise --many') :; return ;;
    'practise --desk') _warmline_files directory; return ;;
    'send --text') _warmline_files file; return ;;
    'send --attach') _warmline_files file; return ;;
    'send --outcome') COMPREPLY=($(compgen -W 'solved pending refused' -- "$word")); return ;;
    'send --confirm') :; return ;;
    'send --anyway') _warmline_values checks; return ;;
    'send --settled') :; return ;;
    'send --desk') _warmline_files directory; return ;;
    'outbox --retry') _warmline_values mails; return ;;
    'outbox --drop') _warmline_values mails; return ;;
    'outbox --case') _warmline_values cases; return ;;
    'outbox --desk') _warmline_files directory; return ;;
    'fetch --desk') _warmline_files directory; return ;;
    'mail --desk') _warmline_files directory; return ;;
    'tone --desk') _warmline_files directory; return ;;
    'customers import --sql') :; return ;;
    'customers import --map') :; return ;;
    'customers import --encoding') :; return ;;
    'customers import --desk') _warmline_files directory; return ;;
    'customers export --desk') _warmline_files directory; return ;;
    'customers list --desk') _warmline_files directory; return ;;
    'customers show --desk') _warmline_files directory; return ;;
    'customers forget --desk') _warmline_files directory; return ;;
    'ratings import --as') COMPREPLY=($(compgen -W 'zendesk intercom helpscout delighted surveymonkey qualtrics plain chatwoot activity' -- "$word")); return ;;
    'ratings import --map') :; return ;;
    'ratings import --scale') :; return ;;
    'ratings import --dates') COMPREPLY=($(compgen -W 'mdy dmy' -- "$word")); return ;;
    'ratings import --desk') _warmline_files directory; return ;;
    'metrics --last') :; return ;;
    'metrics --from') :; return ;;
    'metrics --to') :; return ;;
    'metrics --by') COMPREPLY=($(compgen -W 'topic channel language tone month' -- "$word")); return ;;
    'metrics --topic') _warmline_values topics; return ;;
    'metrics --channel') :; return ;;
    'metrics --language') :; return ;;
    'metrics --tone') :; return ;;
    'metrics --compare') :; return ;;
    'metrics --csv') _warmline_files file; return ;;
    'metrics --html') _warmline_files directory; return ;;
    'metrics --desk') _warmline_files directory; return ;;
    'gaps --days') :; return ;;
    'gaps --limit') :; return ;;
    'gaps --new') :; return ;;
    'gaps --category') _warmline_values categories; return ;;
    'gaps --desk') _warmline_files directory; return ;;
    'diff --desk') _warmline_files directory; return ;;
    'due --done') _warmline_values promises; return ;;
    'due --later') _warmline_values promises; return ;;
    'due --ics') _warmline_files file; return ;;
    'due --desk') _warmline_files directory; return ;;
    'backup --desk') _warmline_files directory; return ;;
    'restore --desk') _warmline_files directory; return ;;
    'doctor --desk') _warmline_files directory; return ;;
    'manual --to') _warmline_files directory; return ;;
    'manual --source') _warmline_files directory; return ;;
    'completion --values') COMPREPLY=($(compgen -W 'slugs tags categories customers cases promises mails drills checks' -- "$word")); return ;;
    'completion --desk') _warmline_files directory; return ;;
    'show --desk') _warmline_files directory; return ;;
    'lint --format') COMPREPLY=($(compgen -W 'text json github' -- "$word")); return ;;
    'lint --changed') :; return ;;
    'lint --desk') _warmline_files directory; return ;;
    'lint --export-vale') _warmline_files directory; return ;;
    'export --retire') _warmline_values slugs; return ;;
    'export --desk') _warmline_files directory; return ;;
    'serve --port') :; return ;;
    'serve --desk') _warmline_files directory; return ;;
    'search --status') COMPREPLY=($(compgen -W 'draft internal public archived' -- "$word")); return ;;
    'search --tag') _warmline_values tags; return ;;
    'search --limit') :; return ;;
    'search --desk') _warmline_files directory; return ;;
    'new --category') _warmline_values categories; return ;;
    'new --step') :; return ;;
    'new --say') :; return ;;
    'new --book') _warmline_files file; return ;;
    'new --desk') _warmline_files directory; return ;;
    'misses --limit') :; return ;;
    'misses --new') :; return ;;
    'misses --synonym') :; return ;;
    'misses --category') _warmline_values categories; return ;;
    'misses --desk') _warmline_files directory; return ;;
    'import articles --status') COMPREPLY=($(compgen -W 'draft internal public archived' -- "$word")); return ;;
    'import articles --desk') _warmline_files directory; return ;;
    'import phrases --language') :; return ;;
    'import phrases --desk') _warmline_files directory; return ;;
    'mv --desk') _warmline_files directory; return ;;
    'meaning prepare --desk') _warmline_files directory; return ;;
    'meaning publish --desk') _warmline_files directory; return ;;
    'meaning take --desk') _warmline_files directory; return ;;
    'index publish --desk') _warmline_files directory; return ;;
    'index take --desk') _warmline_files directory; return ;;
    'learned --forget') _warmline_values slugs; return ;;
    'learned --desk') _warmline_files directory; return ;;
    'schema --desk') _warmline_files directory; return ;;
  esac
  if [[ $word = -* ]]; then
    case "$verb" in
      '') take='-h --help --version --desk' ;;
      app) take='-h --help --desk' ;;
      init) take='-h --help --bare --articles --status' ;;
      demo) take='-h --help --text' ;;
      answer) take='-h --help --plain --desk' ;;
      inbox) take='-h --help --take --later --give-back --desk --json' ;;
      read) take='-h --help --customer --language --desk --json' ;;
      reply) take='-h --help --customer --channel --language --article --outcome --set --confirm --eml --desk --json' ;;
      check) take='-h --help --message --customer --channel --outcome --anyway --format --desk --json' ;;
      exemplary) take='-h --help --title --why --find --desk --json' ;;
      drill) take='-h --help --from --course --desk' ;;
      worksheet) take='-h --help --desk' ;;
      practise) take='-h --help --course --language --many --tired --fine --list --desk --json' ;;
      send) take='-h --help --text --attach --outcome --confirm --anyway --settled --again --desk --json' ;;
      outbox) take='-h --help --retry --drop --case --desk --json' ;;
      fetch) take='-h --help --watch --desk --json' ;;
      mail) take='-h --help --allow --desk --json' ;;
      tone) take='-h --help --desk --json' ;;
      customers) take='-h --help' ;;
      'customers import') take='-h --help --sql --map --dry-run --encoding --desk --json' ;;
      'customers export') take='-h --help --desk --json' ;;
      'customers list') take='-h --help --desk --json' ;;
      'customers show') take='-h --help --desk --json' ;;
      'customers forget') take='-h --help --desk --json' ;;
      ratings) take='-h --help' ;;
      'ratings import') take='-h --help --as --map --scale --dates --dry-run --desk --json' ;;
      metrics) take='-h --help --last --from --to --by --topic --channel --language --tone --events --compare --words --definitions --mine --csv --html --desk --json' ;;
      gaps) take='-h --help --days --limit --new --category --desk --json' ;;
      diff) take='-h --help --desk --json' ;;
      due) take='-h --help --done --later --ics --desk --json' ;;
      backup) take='-h --help --desk --json' ;;
      restore) take='-h --help --dry-run --desk --json' ;;
      doctor) take='-h --help --allow-records --desk --json' ;;
      manual) take='-h --help --to --source --man' ;;
      completion) take='-h --help --values --desk' ;;
      show) take='-h --help --raw --desk --json' ;;
      lint) take='-h --help --format --changed --fix --dry-run --rules --watch --desk --json --export-vale' ;;
      export) take='-h --help --fresh --retire --desk --json' ;;
      serve) take='-h --help --port --desk' ;;
      search) take='-h --help --status --tag --limit --explain --desk --json --phrases --replies --exemplary' ;;
      new) take='-h --help --category --step --say --book --desk' ;;
      misses) take='-h --help --limit --new --synonym --category --desk --json' ;;
      import) take='-h --help' ;;
      'import articles') take='-h --help --dry-run --over --status --desk --json' ;;
      'import phrases') take='-h --help --language --dry-run --to-espanso --desk --json' ;;
      mv) take='-h --help --desk' ;;
      meaning) take='-h --help' ;;
      'meaning install') take='-h --help' ;;
      'meaning remove') take='-h --help' ;;
      'meaning prepare') take='-h --help --desk' ;;
      'meaning publish') take='-h --help --desk' ;;
      'meaning take') take='-h --help --desk' ;;
      index) take='-h --help' ;;
      'index publish') take='-h --help --desk' ;;
      'index take') take='-h --help --desk' ;;
      learned) take='-h --help --forget --desk --json' ;;
      schema) take='-h --help --desk --editors' ;;
    esac
    COMPREPLY=($(compgen -W "$take" -- "$word"))
    return
  fi
  case "$verb" in
    '') COMPREPLY=($(compgen -W 'app init demo answer inbox read reply check exemplary drill worksheet practise send outbox fetch mail tone customers ratings metrics gaps diff due backup restore doctor manual completion show lint export serve search new misses import mv meaning index learned schema' -- "$word")) ;;
    app) : ;;
    init) [[ ${#COMPREPLY[@]} -gt 0 ]] || _warmline_files directory ;;
    demo) : ;;
    answer) [[ ${#COMPREPLY[@]} -gt 0 ]] || _warmline_values cases ;;
    inbox) : ;;
    read) [[ ${#COMPREPLY[@]} -gt 0 ]] || _warmline_files file ;;
    reply) [[ ${#COMPREPLY[@]} -gt 0 ]] || _warmline_files file ;;
    check) [[ ${#COMPREPLY[@]} -gt 0 ]] || _warmline_files file ;;
    exemplary) [[ ${#COMPREPLY[@]} -gt 0 ]] || _warmline_values cases ;;
    drill) [[ ${#COMPREPLY[@]} -gt 0 ]] || COMPREPLY=($(compgen -W 'new guide' -- "$word")) ;;
    worksheet) [[ ${#COMPREPLY[@]} -gt 0 ]] || _warmline_files file ;;
    practise) [[ ${#COMPREPLY[@]} -gt 0 ]] || _warmline_values drills ;;
    send) [[ ${#COMPREPLY[@]} -gt 0 ]] || _warmline_values cases ;;
    outbox) : ;;
    fetch) : ;;
    mail) [[ ${#COMPREPLY[@]} -gt 0 ]] || COMPREPLY=($(compgen -W check -- "$word")) ;;
    tone) [[ ${#COMPREPLY[@]} -gt 0 ]] || _warmline_files file; [[ ${#COMPREPLY[@]} -gt 0 ]] || COMPREPLY=($(compgen -W 'upset worried confused mixed thankful calm' -- "$word")) ;;
    customers) COMPREPLY=($(compgen -W 'import export list show forget' -- "$word")) ;;
    'customers import') [[ ${#COMPREPLY[@]} -gt 0 ]] || _warmline_files file ;;
    'customers export') [[ ${#COMPREPLY[@]} -gt 0 ]] || _warmline_files file ;;
    'customers list') : ;;
    'customers show') [[ ${#COMPREPLY[@]} -gt 0 ]] || _warmline_values customers ;;
    'customers forget') [[ ${#COMPREPLY[@]} -gt 0 ]] || _warmline_values customers ;;
    ratings) COMPREPLY=($(compgen -W import -- "$word")) ;;
    'ratings import') [[ ${#COMPREPLY[@]} -gt 0 ]] || _warmline_files file ;;
    metrics) : ;;
    gaps) : ;;
    diff) : ;;
    due) : ;;
    backup) [[ ${#COMPREPLY[@]} -gt 0 ]] || _warmline_files file ;;
    restore) [[ ${#COMPREPLY[@]} -gt 0 ]] || _warmline_files file ;;
    doctor) : ;;
    manual) [[ ${#COMPREPLY[@]} -gt 0 ]] || _warmline_values topics ;;
    completion) [[ ${#COMPREPLY[@]} -gt 0 ]] || COMPREPLY=($(compgen -W 'bash zsh fish' -- "$word")) ;;
    show) [[ ${#COMPREPLY[@]} -gt 0 ]] || _warmline_values slugs ;;
    lint) [[ ${#COMPREPLY[@]} -gt 0 ]] || _warmline_files file ;;
    export) [[ ${#COMPREPLY[@]} -gt 0 ]] || _warmline_files directory ;;
    serve) : ;;
    search) : ;;
    new) [[ ${#COMPREPLY[@]} -gt 0 ]] || COMPREPLY=($(compgen -W 'article phrase' -- "$word")) ;;
    misses) : ;;
    import) COMPREPLY=($(compgen -W 'articles phrases' -- "$word")) ;;
    'import articles') [[ ${#COMPREPLY[@]} -gt 0 ]] || _warmline_files file ;;
    'import phrases') [[ ${#COMPREPLY[@]} -gt 0 ]] || _warmline_files file ;;
    mv) [[ ${#COMPREPLY[@]} -gt 0 ]] || _warmline_values slugs ;;
    meaning) COMPREPLY=($(compgen -W 'install remove prepare publish take' -- "$word")) ;;
    'meaning install') [[ ${#COMPREPLY[@]} -gt 0 ]] || _warmline_files file ;;
    'meaning remove') : ;;
    'meaning prepare') : ;;
    'meaning publish') [[ ${#COMPREPLY[@]} -gt 0 ]] || _warmline_files file ;;
    'meaning take') [[ ${#COMPREPLY[@]} -gt 0 ]] || _warmline_files file ;;
    index) COMPREPLY=($(compgen -W 'publish take' -- "$word")) ;;
    'index publish') : ;;
    'index take') : ;;
    learned) : ;;
    schema) [[ ${#COMPREPLY[@]} -gt 0 ]] || _warmline_files directory ;;
  esac
}
_warmline_verbs() {
  case "$1" in
    '') echo app init demo answer inbox read reply check exemplary drill worksheet practise send outbox fetch mail tone customers ratings metrics gaps diff due backup restore doctor manual completion show lint export serve search new misses import mv meaning index learned schema ;;
    customers) echo import export list show forget ;;
    ratings) echo import ;;
    import) echo articles phrases ;;
    meaning) echo install remove prepare publish take ;;
    index) echo publish take ;;
  esac
}
_warmline_values() {
  local IFS=$'\n'
  COMPREPLY=($(compgen -W "$(warmline completion ${desk:+"--desk=$desk"} --values "$1" 2> /dev/null | cut -f1)" -- "$word"))
}
_warmline_files() {
  local IFS=$'\n'
  COMPREPLY=($(compgen -A "$1" -- "$word"))
  compopt -o filenames 2> /dev/null
}
complete -F _warmline warmline
