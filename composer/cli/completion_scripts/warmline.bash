# bash completion for warmline; load it with: source <(warmline completion bash)
_warmline() {
  # bash cuts words at = : @ too, and completes from there on: what is typed is read from the line.
  local IFS=$' \t\n' line=${COMP_LINE:0:COMP_POINT} masked typed before after prefix= skip verb= desk= each next=
  masked=${line//\\?/__}
  typed=${masked##*[[:space:]]}; after=${masked##*[$COMP_WORDBREAKS]}
  skip=$((${#typed} > ${#after} ? ${#typed} - ${#after} : 0))
  (( skip )) && [[ ${typed:$((skip - 1)):1} = @ ]] && skip=$((skip - 1))
  typed=${line:$((${#line} - ${#typed}))}
  local -a words; read -ra words <<< "${line:0:$((${#line} - ${#typed}))}"
  before=${words[${#words[@]} - 1]}
  if [[ $typed = --*=* ]]; then before=${typed%%=*}; prefix=$before=; typed=${typed#*=}; fi
  for each in "${words[@]:1}"; do
    if [[ $next = desk ]]; then desk=$each; next=; continue; fi
    case $each in --desk) next=desk ;; --desk=*) desk=${each#*=} ;; -*) ;;
      *) [[ " $(_warmline_verbs "$verb") " = *" $each "* ]] && verb="${verb:+$verb }$each" ;; esac
  done
  desk=${desk/#\~/$HOME}
  COMPREPLY=()
  case "$verb $before" in
    ' --desk') _warmline_files directory; return ;;
    'app --desk') _warmline_files directory; return ;;
    'init --articles') _warmline_files file; return ;;
    'init --status') _warmline_words draft internal public archived; return ;;
    'answer --desk') _warmline_files directory; return ;;
    'inbox --take') _warmline_values cases; return ;;
    'inbox --later') _warmline_values cases; return ;;
    'inbox --give-back') _warmline_values cases; return ;;
    'inbox --desk') _warmline_files directory; return ;;
    'read --customer') _warmline_values customers; return ;;
    'read --language') _warmline_values languages; return ;;
    'read --desk') _warmline_files directory; return ;;
    'reply --customer') _warmline_values customers; return ;;
    'reply --channel') _warmline_words email chat social; return ;;
    'reply --language') _warmline_values languages; return ;;
    'reply --article') _warmline_values slugs; return ;;
    'reply --outcome') _warmline_words solved pending refused; return ;;
    'reply --set') :; return ;;
    'reply --confirm') :; return ;;
    'reply --eml') _warmline_files file; return ;;
    'reply --desk') _warmline_files directory; return ;;
    'check --message') _warmline_files file; return ;;
    'check --customer') _warmline_values customers; return ;;
    'check --channel') _warmline_words email chat social; return ;;
    'check --outcome') _warmline_words solved pending refused; return ;;
    'check --anyway') _warmline_values checks; return ;;
    'check --format') _warmline_words text json github; return ;;
    'check --desk') _warmline_files directory; return ;;
    'exemplary --title') :; return ;;
    'exemplary --why') :; return ;;
    'exemplary --find') :; return ;;
    'exemplary --desk') _warmline_files directory; return ;;
    'drill --from') _warmline_values cases; return ;;
    'drill --course') _warmline_values courses; return ;;
    'drill --desk') _warmline_files directory; return ;;
    'worksheet --desk') _warmline_files directory; return ;;
    'practise --course') _warmline_values courses; return ;;
    'practise --language') _warmline_values languages; return ;;
    'practise --many') :; return ;;
    'practise --desk') _warmline_files directory; return ;;
    'send --text') _warmline_files file; return ;;
    'send --attach') _warmline_files file; return ;;
    'send --outcome') _warmline_words solved pending refused; return ;;
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
    'ratings import --as') _warmline_words zendesk intercom helpscout delighted surveymonkey qualtrics plain chatwoot activity; return ;;
    'ratings import --map') :; return ;;
    'ratings import --scale') :; return ;;
    'ratings import --dates') _warmline_words mdy dmy; return ;;
    'ratings import --desk') _warmline_files directory; return ;;
    'metrics --last') :; return ;;
    'metrics --from') :; return ;;
    'metrics --to') :; return ;;
    'metrics --by') _warmline_words topic channel language tone month; return ;;
    'metrics --topic') _warmline_values tags; return ;;
    'metrics --channel') _warmline_values channels; return ;;
    'metrics --language') _warmline_values languages; return ;;
    'metrics --tone') _warmline_values tones; return ;;
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
    'completion --values') _warmline_words slugs tags categories customers cases promises mails drills checks courses languages topics measures steps channels tones; return ;;
    'completion --desk') _warmline_files directory; return ;;
    'show --desk') _warmline_files directory; return ;;
    'lint --format') _warmline_words text json github; return ;;
    'lint --changed') :; return ;;
    'lint --desk') _warmline_files directory; return ;;
    'lint --export-vale') _warmline_files directory; return ;;
    'export --retire') _warmline_values slugs; return ;;
    'export --desk') _warmline_files directory; return ;;
    'serve --port') :; return ;;
    'serve --desk') _warmline_files directory; return ;;
    'search --status') _warmline_words draft internal public archived; return ;;
    'search --tag') _warmline_values tags; return ;;
    'search --limit') :; return ;;
    'search --desk') _warmline_files directory; return ;;
    'new --category') _warmline_values categories; return ;;
    'new --step') _warmline_values steps; return ;;
    'new --say') :; return ;;
    'new --book') _warmline_files file; return ;;
    'new --desk') _warmline_files directory; return ;;
    'misses --limit') :; return ;;
    'misses --new') :; return ;;
    'misses --synonym') :; return ;;
    'misses --category') _warmline_values categories; return ;;
    'misses --desk') _warmline_files directory; return ;;
    'import articles --status') _warmline_words draft internal public archived; return ;;
    'import articles --desk') _warmline_files directory; return ;;
    'import phrases --language') _warmline_values languages; return ;;
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
  if [[ $typed = -* ]]; then
    case "$verb" in
      '') _warmline_words -h --help --version --desk ;;
      app) _warmline_words -h --help --desk ;;
      init) _warmline_words -h --help --bare --articles --status ;;
      demo) _warmline_words -h --help --text ;;
      answer) _warmline_words -h --help --plain --desk ;;
      inbox) _warmline_words -h --help --take --later --give-back --desk --json ;;
      read) _warmline_words -h --help --customer --language --desk --json ;;
      reply) _warmline_words -h --help --customer --channel --language --article --outcome --set --confirm --eml --desk --json ;;
      check) _warmline_words -h --help --message --customer --channel --outcome --anyway --format --desk --json ;;
      exemplary) _warmline_words -h --help --title --why --find --desk --json ;;
      drill) _warmline_words -h --help --from --course --desk ;;
      worksheet) _warmline_words -h --help --desk ;;
      practise) _warmline_words -h --help --course --language --many --tired --fine --list --desk --json ;;
      send) _warmline_words -h --help --text --attach --outcome --confirm --anyway --settled --again --desk --json ;;
      outbox) _warmline_words -h --help --retry --drop --case --desk --json ;;
      fetch) _warmline_words -h --help --watch --desk --json ;;
      mail) _warmline_words -h --help --allow --desk --json ;;
      tone) _warmline_words -h --help --desk --json ;;
      customers) _warmline_words -h --help ;;
      'customers import') _warmline_words -h --help --sql --map --dry-run --encoding --desk --json ;;
      'customers export') _warmline_words -h --help --desk --json ;;
      'customers list') _warmline_words -h --help --desk --json ;;
      'customers show') _warmline_words -h --help --desk --json ;;
      'customers forget') _warmline_words -h --help --desk --json ;;
      ratings) _warmline_words -h --help ;;
      'ratings import') _warmline_words -h --help --as --map --scale --dates --dry-run --desk --json ;;
      metrics) _warmline_words -h --help --last --from --to --by --topic --channel --language --tone --events --compare --words --definitions --mine --csv --html --desk --json ;;
      gaps) _warmline_words -h --help --days --limit --new --category --desk --json ;;
      diff) _warmline_words -h --help --desk --json ;;
      due) _warmline_words -h --help --done --later --ics --desk --json ;;
      backup) _warmline_words -h --help --desk --json ;;
      restore) _warmline_words -h --help --dry-run --desk --json ;;
      doctor) _warmline_words -h --help --allow-records --desk --json ;;
      manual) _warmline_words -h --help --to --source --man ;;
      completion) _warmline_words -h --help --values --desk ;;
      show) _warmline_words -h --help --raw --desk --json ;;
      lint) _warmline_words -h --help --format --changed --fix --dry-run --rules --watch --desk --json --export-vale ;;
      export) _warmline_words -h --help --fresh --retire --desk --json ;;
      serve) _warmline_words -h --help --port --desk ;;
      search) _warmline_words -h --help --status --tag --limit --explain --desk --json --phrases --replies --exemplary ;;
      new) _warmline_words -h --help --category --step --say --book --desk ;;
      misses) _warmline_words -h --help --limit --new --synonym --category --desk --json ;;
      import) _warmline_words -h --help ;;
      'import articles') _warmline_words -h --help --dry-run --over --status --desk --json ;;
      'import phrases') _warmline_words -h --help --language --dry-run --to-espanso --desk --json ;;
      mv) _warmline_words -h --help --desk ;;
      meaning) _warmline_words -h --help ;;
      'meaning install') _warmline_words -h --help ;;
      'meaning remove') _warmline_words -h --help ;;
      'meaning prepare') _warmline_words -h --help --desk ;;
      'meaning publish') _warmline_words -h --help --desk ;;
      'meaning take') _warmline_words -h --help --desk ;;
      index) _warmline_words -h --help ;;
      'index publish') _warmline_words -h --help --desk ;;
      'index take') _warmline_words -h --help --desk ;;
      learned) _warmline_words -h --help --forget --desk --json ;;
      schema) _warmline_words -h --help --desk --editors ;;
    esac
    return
  fi
  case "$verb" in
    '') _warmline_words app init demo answer inbox read reply check exemplary drill worksheet practise send outbox fetch mail tone customers ratings metrics gaps diff due backup restore doctor manual completion show lint export serve search new misses import mv meaning index learned schema ;;
    app) : ;;
    init) [[ ${#COMPREPLY[@]} -gt 0 ]] || _warmline_files directory ;;
    demo) : ;;
    answer) [[ ${#COMPREPLY[@]} -gt 0 ]] || _warmline_values cases ;;
    inbox) : ;;
    read) [[ ${#COMPREPLY[@]} -gt 0 ]] || _warmline_files file ;;
    reply) [[ ${#COMPREPLY[@]} -gt 0 ]] || _warmline_files file ;;
    check) [[ ${#COMPREPLY[@]} -gt 0 ]] || _warmline_files file ;;
    exemplary) [[ ${#COMPREPLY[@]} -gt 0 ]] || _warmline_values cases ;;
    drill) [[ ${#COMPREPLY[@]} -gt 0 ]] || _warmline_words new guide ;;
    worksheet) [[ ${#COMPREPLY[@]} -gt 0 ]] || _warmline_files file ;;
    practise) [[ ${#COMPREPLY[@]} -gt 0 ]] || _warmline_values drills ;;
    send) [[ ${#COMPREPLY[@]} -gt 0 ]] || _warmline_values cases ;;
    outbox) : ;;
    fetch) : ;;
    mail) [[ ${#COMPREPLY[@]} -gt 0 ]] || _warmline_words check ;;
    tone) [[ ${#COMPREPLY[@]} -gt 0 ]] || _warmline_files file; [[ ${#COMPREPLY[@]} -gt 0 ]] || _warmline_words upset worried confused mixed thankful calm ;;
    customers) _warmline_words import export list show forget ;;
    'customers import') [[ ${#COMPREPLY[@]} -gt 0 ]] || _warmline_files file ;;
    'customers export') [[ ${#COMPREPLY[@]} -gt 0 ]] || _warmline_files file ;;
    'customers list') : ;;
    'customers show') [[ ${#COMPREPLY[@]} -gt 0 ]] || _warmline_values customers ;;
    'customers forget') [[ ${#COMPREPLY[@]} -gt 0 ]] || _warmline_values customers ;;
    ratings) _warmline_words import ;;
    'ratings import') [[ ${#COMPREPLY[@]} -gt 0 ]] || _warmline_files file ;;
    metrics) [[ ${#COMPREPLY[@]} -gt 0 ]] || _warmline_values measures ;;
    gaps) : ;;
    diff) : ;;
    due) : ;;
    backup) [[ ${#COMPREPLY[@]} -gt 0 ]] || _warmline_files file ;;
    restore) [[ ${#COMPREPLY[@]} -gt 0 ]] || _warmline_files file ;;
    doctor) : ;;
    manual) [[ ${#COMPREPLY[@]} -gt 0 ]] || _warmline_values topics ;;
    completion) [[ ${#COMPREPLY[@]} -gt 0 ]] || _warmline_words bash zsh fish ;;
    show) [[ ${#COMPREPLY[@]} -gt 0 ]] || _warmline_values slugs ;;
    lint) [[ ${#COMPREPLY[@]} -gt 0 ]] || _warmline_files file ;;
    export) [[ ${#COMPREPLY[@]} -gt 0 ]] || _warmline_files directory ;;
    serve) : ;;
    search) : ;;
    new) [[ ${#COMPREPLY[@]} -gt 0 ]] || _warmline_words article phrase ;;
    misses) : ;;
    import) _warmline_words articles phrases ;;
    'import articles') [[ ${#COMPREPLY[@]} -gt 0 ]] || _warmline_files file ;;
    'import phrases') [[ ${#COMPREPLY[@]} -gt 0 ]] || _warmline_files file ;;
    mv) [[ ${#COMPREPLY[@]} -gt 0 ]] || _warmline_values slugs ;;
    meaning) _warmline_words install remove prepare publish take ;;
    'meaning install') [[ ${#COMPREPLY[@]} -gt 0 ]] || _warmline_files file ;;
    'meaning remove') : ;;
    'meaning prepare') : ;;
    'meaning publish') [[ ${#COMPREPLY[@]} -gt 0 ]] || _warmline_files file ;;
    'meaning take') [[ ${#COMPREPLY[@]} -gt 0 ]] || _warmline_files file ;;
    index) _warmline_words publish take ;;
    'index publish') [[ ${#COMPREPLY[@]} -gt 0 ]] || _warmline_files directory ;;
    'index take') [[ ${#COMPREPLY[@]} -gt 0 ]] || _warmline_files directory ;;
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
_warmline_words() {
  local each
  for each; do [[ $each = "$typed"* ]] && each=$prefix$each && COMPREPLY+=("${each:$skip}"); done
}
_warmline_values() {
  # Values come from outside: they are never expanded, and are written as words that the shell does not read.
  local each found=()
  while IFS=$'\t' read -r each _; do
    printf -v each %q "$each"; found+=("$each")
  done < <(warmline completion ${desk:+"--desk=$desk"} --values "$1" 2> /dev/null)
  _warmline_words "${found[@]}"
}
_warmline_files() {
  local each found=()
  while IFS= read -r each; do found+=("$each"); done < <(compgen -A "$1" -- "$typed")
  _warmline_words "${found[@]}"
  compopt -o filenames 2> /dev/null
}
complete -F _warmline warmline
