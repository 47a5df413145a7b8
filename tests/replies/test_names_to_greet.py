"""Names: whom a reply greets, from a display name, a record, a signature or an introduction; when in doubt nobody."""

from __future__ import annotations

from types import MappingProxyType

import pytest

from composer.cases.case import Case
from composer.cases.customer import Customer
from composer.cases.message import Message
from composer.reading.names import Greet, greet_for, greet_of
from composer.reading.person import read_name
from tests.rows import each_row

LETTER = "Hello,\n\nmy order 5512 has not come.\n\n"


@each_row(
    ("header", "greeted", "formal"),
    [
        ("Jonas Meyer", "Jonas", "Jonas Meyer"),
        ("Meyer, Jonas", "Jonas", "Jonas Meyer"),
        ("Ward, Sean (External)", "Sean", "Sean Ward"),
        ("DE LA CRUZ, Maria", "Maria", "Maria de la Cruz"),
        ("MEYER Jonas", "Jonas", "Jonas Meyer"),
        ("JONAS MEYER", "Jonas", "Jonas Meyer"),
        ("jonas meyer", "Jonas", "Jonas Meyer"),
        ("Jean-Luc Picot", "Jean-Luc", "Jean-Luc Picot"),
        ("SINEAD O'NEILL", "Sinead", "Sinead O'Neill"),
        ("Jan van der Berg", "Jan", "Jan van der Berg"),
        ("Prof. Dr. med. Sofia Meier", "Sofia", "Prof. Dr. Sofia Meier"),
        ("Dipl.-Ing. Jonas Meyer", "Jonas", "Jonas Meyer"),
        ("Rev. Paul Gray", "Paul", "Rev. Paul Gray"),
        ("Mme Claire Dupont", "Claire", "Claire Dupont"),
        ("Herrn Jonas Meier", "Jonas", "Herr Meier"),
        ("Frau Weber", "Frau Weber", "Frau Weber"),
        ("Mr Adeyemi", "Mr Adeyemi", "Mr Adeyemi"),
        ("J. Smith", "J. Smith", "J. Smith"),
        ("'Sean Ward'", "Sean", "Sean Ward"),
        ('William "Bill" Hayes', "Bill", "William Hayes"),
        ("🌸 Ana", "Ana", "Ana"),
        ("Sean Ward via Etsy", "Sean", "Sean Ward"),
        ("Sean Ward - Acme Ltd", "Sean", "Sean Ward"),
        ("Tom & Eva", "Tom and Eva", "Tom und Eva"),
        ("Ana und Tom Silva", "Ana and Tom", "Ana und Tom Silva"),
        ("Hans-Jörg u. Petra Maier", "Hans-Jörg and Petra", "Hans-Jörg und Petra Maier"),
        ("Familie Weber", "Familie Weber", "Familie Weber"),
        ("Nguyễn Văn An", "An", "Nguyễn Văn An"),
        ("Kovács Anna", "Kovács Anna", "Kovács Anna"),
        ("山田 太郎", "山田 太郎", "山田 太郎"),
        ("محمد علي", "محمد علي", "محمد علي"),
        ("Jennifer Null", "Jennifer", "Jennifer Null"),
        ("John V. Smith", "John", "John V. Smith"),
        ("Ottilie Freifrau v. Massenbach", "Ottilie", "Ottilie Freifrau v. Massenbach"),
        ("José Ortega y Gasset", "José", "José Ortega y Gasset"),
        ("Mª del Carmen Ruiz Ordóñez", "María del Carmen", "María del Carmen Ruiz Ordóñez"),
        ("Mr van Dyke", "Mr van Dyke", "Mr van Dyke"),
        ("Fr. Weber", "Fr. Weber", "Frau Weber"),
        ("The Rev. Canon Josephine Tuttle MBE", "Josephine", "Rev. Josephine Tuttle"),
        ("Capt. Denys Featherstonehaugh", "Denys", "Capt. Denys Featherstonehaugh"),
        ("Capt. Featherstonehaugh", "Capt. Featherstonehaugh", "Capt. Featherstonehaugh"),
        ("Captain Wenke Ahlers", "Wenke", "Captain Wenke Ahlers"),
        ("Ruth Adams x", "Ruth", "Ruth Adams"),
    ],
)
def test_a_display_name_gives_the_name_to_greet(header: str, greeted: str, formal: str) -> None:
    greet = greet_for(header=header)
    said = (greet.by("first", "and"), greet.by("whole", "und"), greet.by("none"), greet.source)
    assert said == (greeted, formal, "", "header")


@pytest.mark.parametrize(
    ("header", "greeted", "formal"),
    [
        ("Mr & Mrs D Okafor", "Mr and Mrs Okafor", "Mr and Mrs Okafor"),
        ("Mr D & Mrs A Okafor", "Mr and Mrs Okafor", "Mr and Mrs Okafor"),
        ("Mr. & Mrs. van der Berg", "Mr. and Mrs. van der Berg", "Mr. and Mrs. van der Berg"),
        ("Dr & Mrs Patel", "Dr. and Mrs Patel", "Dr. and Mrs Patel"),
        ("Herr u. Frau Weber", "Herr und Frau Weber", "Herr und Frau Weber"),
        ("Frau Weber & Herr Klein", "Frau Weber und Herr Klein", "Frau Weber und Herr Klein"),
        ("Dr. Heike und Dr. Jürgen Stolle", "Heike and Jürgen", "Heike und Jürgen Stolle"),
        ("Stolle, Heike & Jürgen", "Heike and Jürgen", "Heike und Jürgen Stolle"),
        ("Pat Gillespie & Lorna Hart", "Pat and Lorna", "Pat Gillespie und Lorna Hart"),
        ("Fam. Stolle", "Familie Stolle", "Familie Stolle"),
        ("Fam. Heike u. Jürgen Stolle", "Heike and Jürgen", "Heike und Jürgen Stolle"),
        ("Eheleute Stolle", "Eheleute Stolle", "Eheleute Stolle"),
        ("Familie Stolle und Beck", "Familie Stolle und Beck", "Familie Stolle und Beck"),
        ("familie stolle", "Familie Stolle", "Familie Stolle"),
        ("Rev & Mrs Tuttle", "Rev and Mrs Tuttle", "Rev and Mrs Tuttle"),
        ("Lord & Lady Hale", "Lord and Lady Hale", "Lord und Lady Hale"),
        ("Hr. & Fr. Klein", "Herr und Frau Klein", "Herr und Frau Klein"),
        ("MR & MRS OKAFOR", "Mr and Mrs Okafor", "Mr and Mrs Okafor"),
        ("Kate & the boys", "Kate", "Kate"),
        ("Heike & Jürgen Stolle mit Kindern", "Heike and Jürgen", "Heike und Jürgen Stolle"),
        ("Edwin, Joyce & family", "", ""),
        ("Anna, Tom & Eva Silva", "", ""),
        ("Dr. Sommer, Dr. Beck", "", ""),
        ("Marks & Spencer", "", ""),
    ],
)
def test_two_people_are_greeted_as_the_language_joins_them(header: str, greeted: str, formal: str) -> None:
    greet = greet_for(header=header)
    assert (greet.by("first", "and"), greet.by("whole", "und")) == (greeted, formal)


@pytest.mark.parametrize(
    ("header", "greeted", "formal"),
    [
        ("Larkhill Primary School - Mrs Donnelly", "Mrs Donnelly", "Mrs Donnelly"),
        ("Larkhill Primary School: Mrs Donnelly", "Mrs Donnelly", "Mrs Donnelly"),
        ("Larkhill Primary School (Mrs Donnelly)", "Mrs Donnelly", "Mrs Donnelly"),
        ("Gesamtschule Eilbek, Frau Petersen", "Frau Petersen", "Frau Petersen"),
        ("Frau Petersen (Gesamtschule Eilbek)", "Frau Petersen", "Frau Petersen"),
        ("Gesamtschule Eilbek (Sekretariat, Frau Petersen)", "Frau Petersen", "Frau Petersen"),
        ("Autohaus Pfeiffer \u2013 Sabrina Lott", "Sabrina", "Sabrina Lott"),
        ("Autohaus Pfeiffer | Lott, Sabrina", "Sabrina", "Sabrina Lott"),
        ("Autohaus Pfeiffer i. A. Sabrina Lott", "Sabrina", "Sabrina Lott"),
        ("Sabrina Lott, Autohaus Pfeiffer", "Sabrina", "Sabrina Lott"),
        ("Bäckerei Sonnleitner \u2013 Inh. Karl Huber", "Karl", "Karl Huber"),
        ("Harbour Lights B&B \u2013 Maureen", "Maureen", "Maureen"),
        ("Harbour Lights, Maureen", "Maureen", "Maureen"),
        ("Harbour Lights, Mrs Donnelly", "Mrs Donnelly", "Mrs Donnelly"),
        ("Victoria Mills - Mrs Holt", "Mrs Holt", "Mrs Holt"),
        ("Pfarramt St. Ulrich \u2013 Pfarrer Huber", "Pfarrer Huber", "Pfarrer Huber"),
        ("Karl Weber, Bürgermeister Neustadt", "Karl", "Karl Weber"),
        ("Svea vom Laden", "Svea", "Svea"),
        ("TSV Holm, Jugendwart Ralf Wüst", "Ralf", "Ralf Wüst"),
        ("Anna Müller für Hans Müller", "Anna", "Anna Müller"),
        ("Jane Holt she/her", "Jane", "Jane Holt"),
        ("Åsa Lindström", "Åsa", "Åsa Lindström"),
        ("Dr. med. vet. Anja Holl", "Anja", "Dr. Anja Holl"),
        ("PA to Jane Holt", "", ""),
        ("Xunarel Obrixa \u2013 Florence", "", ""),
        ("Xunarel Obrixa, Bürgermeister Neustadt", "", ""),
        ("Praxis Dr. Sommer \u2013 Anmeldung", "", ""),
        ("Jade Garden - Chinese Takeaway", "", ""),
    ],
)
def test_a_person_beside_a_firm_is_greeted_and_the_firm_never(header: str, greeted: str, formal: str) -> None:
    greet = greet_for(header=header)
    assert (greet.by("first"), greet.by("whole")) == (greeted, formal)


@each_row(
    "header",
    [
        *("undefined undefined", "N/A", "-", "none", "Guest", "Vorname Nachname", "Deleted User", "{{ agent.name }}"),
        *("+49 171 1234567", "sean.ward@x.example", "sean.ward", "user1234", "xX_Dragon", "DragonSlayer"),
        *(
            "Weber Gardens Ltd.",
            "Steinmetz & Söhne GmbH",
            "Praxis Dr. Sommer",
            "Weber (Firma)",
            "The Smith Family",
            "Kolb Advokatur",
        ),
        *("Support Team", "Accounts Payable", "Riverside Dental", "Hausverwaltung Kröger", "Sean's iPhone"),
        *("Klein", "The Smiths", "Mother of two", "Tante Emma Laden", "J.R.", "", "=?utf-8?Q?Ren=C3=A9?="),
    ],
)
def test_what_names_nobody_is_not_greeted_and_says_why(header: str) -> None:
    greet = greet_for(header=header)
    assert (greet.name, greet.source) == ("", "")
    assert greet.why


@each_row(
    ("ending", "greeted"),
    [
        ("Best regards\nNora Kessler", "Nora"),
        ("Thanks, Nora x", "Nora"),
        ("Is it open? thx nora", "Nora"),
        ("Is it open \U0001f629 thx nora", "Nora"),
        ("Is it open? thanks london", ""),
        ("Mit freundlichen Grüßen\ni. A. Karsten Vogt\nVogt GmbH", "Karsten"),
        ("LG Eva", "Eva"),
        ("Danke u. Gruß\nEva Lind", "Eva"),
        ("Danke u. Gruß Eva", "Eva"),
        ("Danke u. Gruß", ""),
        ("Thanks & regards, Eva", "Eva"),
        ("Cordiali saluti,\nProf.ssa Ilaria Montefusco", "Ilaria"),
        ("Viele Grüße aus Köln\nEva", "Eva"),
        ("Viele Grüße aus Köln", ""),
        ("Sportliche Grüße\nRalf Wüstemann\n1. Kassier · stv. Jugendwart\nTel. 0151 555 0176", "Ralf"),
        ("Mit Sportsgruß\nRalf Wüstemann", "Ralf"),
        ("Cheers\n\nMalcolm\n\nPS: it is blue", "Malcolm"),
        ("Malcolm Frost\nHead of Purchasing, Frost Ltd\n+44 20 7946 0000", "Malcolm"),
        ("Yours,\nEdith Frost (Mrs)", "Mrs Frost"),
        ("Yours,\nMr James", "Mr James"),
        ("Dr. iur. Matthias Kolb\nKolb Advokatur, Freie Strasse 88, Basel", "Dr. Kolb"),
        ("Dr Ifeoma Lund", "Dr. Lund"),
        ("i. V. Katrin Seidl\nObjektbetreuung\n\nHausverwaltung Reuß & Partner mbB", "Katrin"),
        ("K. Frost", "K. Frost"),
        ("Yours faithfully,\nA. R. Pym FRICS", "A. R. Pym"),
        ("Ruth and Boaz", "Ruth and Boaz"),
        ("Thanks\nAccounts Payable", ""),
        ("Thanks in advance!", ""),
        ("Thanks a bunch\nNoor", "Noor"),
        ("Thanks ever so\nMorwenna", "Morwenna"),
        ("Grazie della pazienza,\nCarmelo", "Carmelo"),
        ("In His service,\nRev. Thaddeus Gaines", "Thaddeus"),
        ("In His service,\nRev. Gaines", "Rev. Gaines"),
        ("God bless,\nSr. Benedicta Fernandes", "Benedicta"),
        ("Please answer soon", ""),
        ("~ Bex", "Bex"),
        ("- Lena", "Lena"),
        ("- Urgent", ""),
        ("I need:\n\n- Lemon", ""),
        ("/Tom", "Tom"),
        ("xx Jo", "Jo"),
        ("Delyth\nThe Old Forge Tea Room", "Delyth"),
        ("Please ring me.\nYvette Sackey\n07700 900142", "Yvette"),
        ("Please ring me.\nYvette Sackey\nyvette@mail.example", "Yvette"),
        ("Please ring my daughter.\nYvette Sackey\n07700 900142", ""),
        ("Please send it to:\nYvette Sackey\n07700 900142", ""),
        ("See you on 6 May,\nMarcus Bell\nQuillport Public Library", "Marcus"),
        ("Sent from my Samsung Galaxy\n\nRuthie", "Ruthie"),
        ("Von meinem iPhone gesendet\n\nJonas", "Jonas"),
        ("Get Outlook for iOS\n\nSupport Team", ""),
        ("Beste Grüße\nBerger Holz\ni. A. Petra Zschoche", "Petra"),
        ("VG, Sabrina Lott i. A. Autohaus Pfeiffer", "Sabrina"),
        ("Regards,\nHargreaves, Thomas", "Thomas"),
        ("Cheers\nBola Fashanu (hon. sec., Tiller Court T.A.)", "Bola"),
        ("Kind regards\nPriya Nair | Office Manager | Larkhill Dental\n0161 496 0000", "Priya"),
        ("Grüße aus Bremen sendet Uwe Brandt", "Uwe"),
        ("Gruß\nDein Nachbar Uwe", "Uwe"),
        ("Ihr treuer Kunde", ""),
        ("I remain, yours faithfully,\nEdwin Marsh", "Edwin"),
        ("Wo bleibt es? Viele Grüße, A. Karadeniz", "A. Karadeniz"),
        ("can u check pls. tendai", "Tendai"),
        ("hoffe auf schnelle antwort lg jonas", "Jonas"),
        ("Diolch,\nBronwen", "Bronwen"),
        ("Gute Fahrt\nTimo", "Timo"),
        ("Gary 07700 900142", "Gary"),
        ("Tidewell Joinery\nGary Holt\n07700 900142", "Gary"),
        ("Xunarel\nFlorence", ""),
        ("I want every metre. Becky", "Becky"),
        ("May the parish object? Rev. Hugh Tansley", "Hugh"),
        ("who brings it? peter", ""),
        ("please send it asap. blue", ""),
        ("I want it sent to London. Florence", ""),
    ],
)
def test_a_letter_is_signed_by_whoever_wrote_it(ending: str, greeted: str) -> None:
    greet = greet_for(text=LETTER + ending)
    assert (greet.by("first", "and"), greet.source) == (greeted, "signature" if greeted else "")


@pytest.mark.parametrize(
    "sentence",
    [
        *("I am sorry to chase.", "A boat!", "I tried again, as invited.", "Mr Biscuit is safe."),
        *("Frau Lindner arbeitet wieder.", "Grüß Gott, Herr Pfarrer Brody,", "Ihr Serviceteam"),
    ],
)
def test_a_sentence_and_a_greeting_name_nobody_who_wrote(sentence: str) -> None:
    assert greet_for(text=f"Hello,\n\n{sentence}").name == ""


def test_thanks_in_advance_name_nobody() -> None:
    assert greet_for(text="Wo ist es?\n\nDanke schon mal\nJens Petersen").whole == "Jens Petersen"
    assert greet_for(text="Wo ist es?\n\nDanke schon mal").name == ""


@pytest.mark.parametrize(
    ("text", "greeted"),
    [
        ("Hello, my name is Beatriz and I have a question.", "Beatriz"),
        ("send the code to my email?? name is Farzana, boarding in 40 mins", "Farzana"),
        ("Geht es auf Papier?\n\nMit Dank für Ihre Mühe\nEmmerich Vogt\nKundennummer 300 556", "Emmerich Vogt"),
        ("hi, Beatriz here. my parcel did not come", "Beatriz"),
        ("hi the parcel is not here.", ""),
        ("Guten Tag, ich heiße Brigitte Lehmann. Wo ist es?", "Brigitte"),
        ("hi its nora my parcel is late", "Nora"),
        ("i lose the credit cos its less than a day", ""),
        ("Hi, I'm Ingrid, I bought a lamp.", "Ingrid"),
        ("Name: Karsten Vogt\nOrder: 4411", "Karsten"),
        ("Hello, Mrs Donnelly here from Larkhill.", "Mrs Donnelly"),
        ("Maureen from Harbour Lights here, the towels are thin.", "Maureen"),
        ("Hi, Tendai again. Any news?", "Tendai"),
        ("Hallo, ich bin Sabrina und habe eine Frage.", "Sabrina"),
        ("It's May and nothing came.", ""),
        ("I am German and I need help.", ""),
        ("Hello, I am Piotr. I put the card in.", "Piotr"),
        ("Hello, I am German. I put the card in.", ""),
        ("I'm Happy with it.", ""),
        ("My name is on the parcel.", ""),
    ],
)
def test_somebody_who_says_their_name_is_greeted_by_it(text: str, greeted: str) -> None:
    assert greet_for(text=text).name == greeted


@each_row(
    "text",
    [
        "Greetings\n\nAna Silva\n\nwhere is my parcel? I have waited since Monday.",
        "Grüß Gott,\nHerr Huber\n\nwo bleibt mein Paket? Ich warte seit Montag.",
    ],
)
def test_what_stands_first_greets_and_signs_nothing(text: str) -> None:
    assert greet_for(text=text).name == ""


def test_a_letter_from_the_account_of_another_person_greets_who_signed_it() -> None:
    greet = greet_for(header="Jonas Meyer", text=f"{LETTER}Thanks\nAna Silva")
    assert (greet.name, greet.why) == ("Ana", "signed by another person than Jonas Meyer")


def test_a_customer_whom_an_agent_picked_is_greeted_whoever_signed() -> None:
    letter = f"{LETTER}Thanks\nAna Silva"
    picked = greet_for(recorded="Jonas Meyer", record_address="jonas@x.example", address="ana@x.example", text=letter)
    assert (picked.name, picked.source) == ("Jonas", "records")
    theirs = greet_for(recorded="Jonas Meyer", record_address="j@x.example", address="j@x.example", text=letter)
    assert (theirs.name, theirs.source) == ("Ana", "signature")


def test_whoever_signs_with_the_first_name_alone_is_greeted_by_it() -> None:
    assert greet_for(header="Mrs Alice Pemberton", text=f"{LETTER}Best,\nAlice").name == "Alice"


def test_the_signature_says_how_somebody_wants_to_be_called() -> None:
    assert greet_for(header="Hargreaves, Thomas", text=f"{LETTER}Thanks\nTom Hargreaves").name == "Tom"
    assert greet_for(header="Terrence Wu", text=f"{LETTER}Regards\nT. Wu").name == "Terrence Wu"


def test_an_unknown_name_counts_where_the_signature_or_the_address_agrees() -> None:
    assert greet_for(header="Xunarel Obrixa") == Greet(why="not known as a person's name")
    assert greet_for(header="Xunarel Obrixa", address="xunarel.obrixa@x.example").name == "Xunarel Obrixa"
    assert greet_for(header="Xunarel Obrixa", text=f"{LETTER}Thanks\nXunarel").name == "Xunarel"


def test_a_name_to_greet_with_that_somebody_set_comes_first() -> None:
    customer = Customer("k1", name="Ana Silva", fields=MappingProxyType({"greet": "Mrs Silva"}))
    case = Case("c", Message(f"{LETTER}Thanks\nAna"), customer)
    assert (greet_of(case).name, greet_of(case).source) == ("Mrs Silva", "records")


def test_a_record_of_a_company_keeps_its_name_and_greets_nobody() -> None:
    assert read_name("Weber Gardens Ltd.").why == "a company or a role"
    assert greet_for(recorded="Weber Gardens Ltd.").name == ""


def test_a_class_that_signs_too_leaves_the_name_of_its_teacher() -> None:
    assert greet_for(text=f"{LETTER}Warm wishes,\nMr Penhaligon and Class 5").name == "Mr Penhaligon"


def test_a_family_name_like_that_of_a_house_is_a_name_behind_a_first_name() -> None:
    assert read_name("Anna Neuhaus").whole == "Anna Neuhaus"
    assert read_name("Holzmanufaktur Aubach").why == "a company or a role"


def test_a_very_long_text_is_read_from_its_ends_alone() -> None:
    assert greet_for(text="word " * 20_000 + "\n\nThanks\nAna").name == "Ana"
