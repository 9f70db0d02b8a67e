package site

import "golang.org/x/text/language"

// Words are the words of a page that the newsroom has not written, in the newsroom's language. Those that hold %s or %d
// are completed before a page shows them.
type Words struct {
	Skip      string // the link past the navigation
	Sections  string // what the navigation is called
	Trail     string // what the breadcrumb is called
	Home      string
	Leading   string // what a rail without a title is called
	Latest    string
	LatestOf  string // %s is a section, a topic or a contributor
	SeeMore   string // before a rail's title
	Topics    string
	By        string
	And       string
	Updated   string
	Corrected string
	Picture   string // before a credit
	ReadMore  string // before a link to another story
	Watch     string // before a provider's name
	Listen    string
	View      string
	Table     string
	Minutes   string // %d is how many it takes to read a story
	Amended   string // the heading over correction notes
	About     string // the heading over what is said of the authors
	MoreBy    string // %s is a contributor
	Newer     string
	Older     string
	Pages     string // what the navigation between pages of a list is called
	Nothing   string // in an empty list
	Continued string // what a list's further pages are called
	Feed      string
	Missing   string // the heading of the page for an address that leads nowhere
	NotHere   string
	Withdrawn string // the heading in place of a story that was withdrawn
	TakenDown string // %s is the date
	Failed    string // the heading of the page for what went wrong here
	Apology   string
	Reference string // before the identifier of a request
	Preview   string // over a draft that is shown to the newsroom
	Untitled  string // in place of a headline that a draft has not yet
}

// locales are the languages that pages are written in; the first stands in for all others.
var locales = []locale{british, american, german, french, spanish, italian, dutch, portuguese, swedish}

var english = Words{
	Skip: "Skip to the content", Sections: "Sections", Trail: "You are here", Home: "Home", Leading: "Top stories",
	Latest: "Latest", LatestOf: "Latest: %s", SeeMore: "See more", Topics: "Topics", By: "By", And: "and", Updated: "Updated",
	Corrected: "Corrected", Picture: "Picture", ReadMore: "Read more", Watch: "Watch on", Listen: "Listen on", View: "View on",
	Table: "Table", Minutes: "%d min read", Amended: "Corrections", About: "About the authors", MoreBy: "More by %s",
	Newer: "Newer stories", Older: "Older stories", Pages: "Pages of this list", Nothing: "There are no stories here yet.",
	Continued: "continued", Feed: "RSS feed",
	Missing: "Page not found", NotHere: "There is nothing at this address. The story may have moved, or the address may be mistyped.",
	Withdrawn: "This story has been withdrawn", TakenDown: "It was taken down on %s.",
	Failed: "Something went wrong", Apology: "The fault is ours. Please try again in a minute.", Reference: "Reference",
	Preview: "Preview – not public", Untitled: "No headline yet",
}

var british = locale{
	tag: language.BritishEnglish, words: english,
	months:   [12]string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
	weekdays: [7]string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
	date:     "{d} {m} {y}", moment: "{d} {m} {y}, {h}:{i}", today: "{w} {d} {m} {y}", hours: "{h}:{i}",
	now: "just now", minute: [2]string{"1 minute ago", "{n} minutes ago"}, hour: [2]string{"1 hour ago", "{n} hours ago"},
	day: [2]string{"1 day ago", "{n} days ago"},
}

var american = func() locale {
	l := british
	l.tag = language.AmericanEnglish
	l.date, l.moment, l.today, l.hours = "{m} {d}, {y}", "{m} {d}, {y}, {h}:{i} {p}", "{w}, {m} {d}, {y}", "{h}:{i} {p}"
	l.twelve = true
	return l
}()

var german = locale{
	tag: language.German,
	words: Words{
		Skip: "Zum Inhalt springen", Sections: "Ressorts", Trail: "Sie sind hier", Home: "Startseite", Leading: "Die wichtigsten Nachrichten",
		Latest: "Neueste Nachrichten", LatestOf: "Neueste Nachrichten: %s", SeeMore: "Mehr aus:", Topics: "Themen", By: "Von", And: "und", Updated: "Aktualisiert",
		Corrected: "Korrigiert", Picture: "Bild", ReadMore: "Mehr zum Thema", Watch: "Ansehen auf", Listen: "Anhören auf", View: "Ansehen auf",
		Table: "Tabelle", Minutes: "%d Min. Lesezeit", Amended: "Korrekturen", About: "Zur Autorenschaft", MoreBy: "Mehr von %s",
		Newer: "Neuere Artikel", Older: "Ältere Artikel", Pages: "Seiten dieser Liste", Nothing: "Hier gibt es noch keine Artikel.",
		Continued: "Fortsetzung", Feed: "RSS-Feed",
		Missing: "Seite nicht gefunden", NotHere: "Unter dieser Adresse gibt es nichts. Vielleicht ist der Artikel umgezogen, oder die Adresse enthält einen Tippfehler.",
		Withdrawn: "Dieser Artikel wurde zurückgezogen", TakenDown: "Er wurde am %s von der Seite genommen.",
		Failed: "Etwas ist schiefgegangen", Apology: "Der Fehler liegt bei uns. Bitte versuchen Sie es in einer Minute noch einmal.", Reference: "Kennung",
		Preview: "Vorschau – nicht öffentlich", Untitled: "Noch ohne Überschrift",
	},
	months:   [12]string{"Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"},
	weekdays: [7]string{"Sonntag", "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag"},
	date:     "{d}. {m} {y}", moment: "{d}. {m} {y}, {h}:{i} Uhr", today: "{w}, {d}. {m} {y}", hours: "{h}:{i} Uhr",
	now: "gerade eben", minute: [2]string{"vor 1 Minute", "vor {n} Minuten"}, hour: [2]string{"vor 1 Stunde", "vor {n} Stunden"},
	day: [2]string{"vor 1 Tag", "vor {n} Tagen"},
}

var french = locale{
	tag: language.French,
	words: Words{
		Skip: "Aller au contenu", Sections: "Rubriques", Trail: "Vous êtes ici", Home: "Accueil", Leading: "À la une",
		Latest: "Dernières nouvelles", LatestOf: "Dernières nouvelles : %s", SeeMore: "Voir plus :", Topics: "Sujets", By: "Par", And: "et", Updated: "Mis à jour",
		Corrected: "Corrigé", Picture: "Photo", ReadMore: "À lire aussi", Watch: "Regarder sur", Listen: "Écouter sur", View: "Voir sur",
		Table: "Tableau", Minutes: "%d min de lecture", Amended: "Rectificatifs", About: "À propos des auteurs", MoreBy: "Tous les articles de %s",
		Newer: "Articles plus récents", Older: "Articles plus anciens", Pages: "Pages de cette liste", Nothing: "Il n’y a pas encore d’articles ici.",
		Continued: "suite", Feed: "Flux RSS",
		Missing: "Page introuvable", NotHere: "Il n’y a rien à cette adresse. L’article a peut-être été déplacé, ou l’adresse est mal saisie.",
		Withdrawn: "Cet article a été retiré", TakenDown: "Il a été retiré le %s.",
		Failed: "Un problème est survenu", Apology: "L’erreur vient de chez nous. Veuillez réessayer dans une minute.", Reference: "Référence",
		Preview: "Aperçu – non publié", Untitled: "Pas encore de titre",
	},
	months:   [12]string{"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"},
	weekdays: [7]string{"dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"},
	date:     "{d} {m} {y}", moment: "{d} {m} {y} à {h}h{i}", today: "{w} {d} {m} {y}", hours: "{h}h{i}", first: "1er",
	now: "à l’instant", minute: [2]string{"il y a 1 minute", "il y a {n} minutes"}, hour: [2]string{"il y a 1 heure", "il y a {n} heures"},
	day: [2]string{"il y a 1 jour", "il y a {n} jours"},
}

var spanish = locale{
	tag: language.Spanish,
	words: Words{
		Skip: "Ir al contenido", Sections: "Secciones", Trail: "Está aquí", Home: "Portada", Leading: "Lo más destacado",
		Latest: "Últimas noticias", LatestOf: "Últimas noticias: %s", SeeMore: "Ver más:", Topics: "Temas", By: "Por", And: "y", Updated: "Actualizado",
		Corrected: "Corregido", Picture: "Foto", ReadMore: "Lea también", Watch: "Ver en", Listen: "Escuchar en", View: "Ver en",
		Table: "Tabla", Minutes: "%d min de lectura", Amended: "Correcciones", About: "Sobre la firma", MoreBy: "Más de %s",
		Newer: "Noticias más recientes", Older: "Noticias anteriores", Pages: "Páginas de esta lista", Nothing: "Todavía no hay noticias aquí.",
		Continued: "continuación", Feed: "Canal RSS",
		Missing: "Página no encontrada", NotHere: "No hay nada en esta dirección. Puede que la noticia haya cambiado de lugar o que la dirección esté mal escrita.",
		Withdrawn: "Esta noticia ha sido retirada", TakenDown: "Se retiró el %s.",
		Failed: "Algo ha fallado", Apology: "El error es nuestro. Vuelva a intentarlo dentro de un minuto.", Reference: "Referencia",
		Preview: "Vista previa – no publicada", Untitled: "Todavía sin titular",
	},
	months:   [12]string{"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"},
	weekdays: [7]string{"domingo", "lunes", "martes", "miércoles", "jueves", "viernes", "sábado"},
	date:     "{d} de {m} de {y}", moment: "{d} de {m} de {y}, {h}:{i}", today: "{w}, {d} de {m} de {y}", hours: "{h}:{i}",
	now: "ahora mismo", minute: [2]string{"hace 1 minuto", "hace {n} minutos"}, hour: [2]string{"hace 1 hora", "hace {n} horas"},
	day: [2]string{"hace 1 día", "hace {n} días"},
}

var italian = locale{
	tag: language.Italian,
	words: Words{
		Skip: "Vai al contenuto", Sections: "Sezioni", Trail: "Ti trovi qui", Home: "Home", Leading: "In primo piano",
		Latest: "Ultime notizie", LatestOf: "Ultime notizie: %s", SeeMore: "Altro da:", Topics: "Argomenti", By: "Di", And: "e", Updated: "Aggiornato",
		Corrected: "Corretto", Picture: "Foto", ReadMore: "Leggi anche", Watch: "Guarda su", Listen: "Ascolta su", View: "Vedi su",
		Table: "Tabella", Minutes: "%d min di lettura", Amended: "Correzioni", About: "Chi ha scritto", MoreBy: "Altri articoli di %s",
		Newer: "Articoli più recenti", Older: "Articoli precedenti", Pages: "Pagine di questo elenco", Nothing: "Qui non ci sono ancora articoli.",
		Continued: "continua", Feed: "Feed RSS",
		Missing: "Pagina non trovata", NotHere: "A questo indirizzo non c’è nulla. L’articolo può essere stato spostato, o l’indirizzo scritto male.",
		Withdrawn: "Questo articolo è stato ritirato", TakenDown: "È stato ritirato il %s.",
		Failed: "Qualcosa è andato storto", Apology: "L’errore è nostro. Riprova tra un minuto.", Reference: "Riferimento",
		Preview: "Anteprima – non pubblicata", Untitled: "Ancora senza titolo",
	},
	months:   [12]string{"gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre"},
	weekdays: [7]string{"domenica", "lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato"},
	date:     "{d} {m} {y}", moment: "{d} {m} {y}, {h}:{i}", today: "{w} {d} {m} {y}", hours: "{h}:{i}", first: "1º",
	now: "adesso", minute: [2]string{"1 minuto fa", "{n} minuti fa"}, hour: [2]string{"1 ora fa", "{n} ore fa"},
	day: [2]string{"1 giorno fa", "{n} giorni fa"},
}

var dutch = locale{
	tag: language.Dutch,
	words: Words{
		Skip: "Naar de inhoud", Sections: "Rubrieken", Trail: "U bent hier", Home: "Voorpagina", Leading: "Belangrijkste nieuws",
		Latest: "Laatste nieuws", LatestOf: "Laatste nieuws: %s", SeeMore: "Meer uit", Topics: "Onderwerpen", By: "Door", And: "en", Updated: "Bijgewerkt",
		Corrected: "Gecorrigeerd", Picture: "Beeld", ReadMore: "Lees ook", Watch: "Bekijk op", Listen: "Luister op", View: "Bekijk op",
		Table: "Tabel", Minutes: "%d min leestijd", Amended: "Correcties", About: "Over de auteurs", MoreBy: "Meer van %s",
		Newer: "Nieuwere artikelen", Older: "Oudere artikelen", Pages: "Pagina’s van deze lijst", Nothing: "Hier staan nog geen artikelen.",
		Continued: "vervolg", Feed: "RSS-feed",
		Missing: "Pagina niet gevonden", NotHere: "Op dit adres staat niets. Misschien is het artikel verplaatst, of is het adres verkeerd getypt.",
		Withdrawn: "Dit artikel is ingetrokken", TakenDown: "Het is op %s van de site gehaald.",
		Failed: "Er ging iets mis", Apology: "De fout ligt bij ons. Probeer het over een minuut opnieuw.", Reference: "Kenmerk",
		Preview: "Voorbeeld – niet openbaar", Untitled: "Nog geen kop",
	},
	months:   [12]string{"januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"},
	weekdays: [7]string{"zondag", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag"},
	date:     "{d} {m} {y}", moment: "{d} {m} {y}, {h}.{i} uur", today: "{w} {d} {m} {y}", hours: "{h}.{i} uur",
	now: "zojuist", minute: [2]string{"1 minuut geleden", "{n} minuten geleden"}, hour: [2]string{"1 uur geleden", "{n} uur geleden"},
	day: [2]string{"1 dag geleden", "{n} dagen geleden"},
}

var portuguese = locale{
	tag: language.Portuguese,
	words: Words{
		Skip: "Ir para o conteúdo", Sections: "Secções", Trail: "Está aqui", Home: "Início", Leading: "Destaques",
		Latest: "Últimas notícias", LatestOf: "Últimas notícias: %s", SeeMore: "Ver mais:", Topics: "Temas", By: "Por", And: "e", Updated: "Atualizado",
		Corrected: "Corrigido", Picture: "Foto", ReadMore: "Leia também", Watch: "Ver no", Listen: "Ouvir no", View: "Ver em",
		Table: "Tabela", Minutes: "%d min de leitura", Amended: "Correções", About: "Sobre quem assina", MoreBy: "Mais de %s",
		Newer: "Notícias mais recentes", Older: "Notícias anteriores", Pages: "Páginas desta lista", Nothing: "Ainda não há notícias aqui.",
		Continued: "continuação", Feed: "Feed RSS",
		Missing: "Página não encontrada", NotHere: "Não há nada neste endereço. A notícia pode ter mudado de lugar ou o endereço pode estar mal escrito.",
		Withdrawn: "Esta notícia foi retirada", TakenDown: "Foi retirada em %s.",
		Failed: "Algo correu mal", Apology: "A falha é nossa. Tente de novo dentro de um minuto.", Reference: "Referência",
		Preview: "Pré-visualização – não publicada", Untitled: "Ainda sem título",
	},
	months:   [12]string{"janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro", "outubro", "novembro", "dezembro"},
	weekdays: [7]string{"domingo", "segunda-feira", "terça-feira", "quarta-feira", "quinta-feira", "sexta-feira", "sábado"},
	date:     "{d} de {m} de {y}", moment: "{d} de {m} de {y}, {h}:{i}", today: "{w}, {d} de {m} de {y}", hours: "{h}:{i}",
	now: "agora mesmo", minute: [2]string{"há 1 minuto", "há {n} minutos"}, hour: [2]string{"há 1 hora", "há {n} horas"},
	day: [2]string{"há 1 dia", "há {n} dias"},
}

var swedish = locale{
	tag: language.Swedish,
	words: Words{
		Skip: "Hoppa till innehållet", Sections: "Avdelningar", Trail: "Du är här", Home: "Startsida", Leading: "Toppnyheter",
		Latest: "Senaste nytt", LatestOf: "Senaste nytt: %s", SeeMore: "Mer från", Topics: "Ämnen", By: "Av", And: "och", Updated: "Uppdaterad",
		Corrected: "Rättad", Picture: "Bild", ReadMore: "Läs mer", Watch: "Se på", Listen: "Lyssna på", View: "Se på",
		Table: "Tabell", Minutes: "%d min läsning", Amended: "Rättelser", About: "Om skribenterna", MoreBy: "Mer av %s",
		Newer: "Nyare artiklar", Older: "Äldre artiklar", Pages: "Listans sidor", Nothing: "Här finns inga artiklar än.",
		Continued: "fortsättning", Feed: "RSS-flöde",
		Missing: "Sidan finns inte", NotHere: "Det finns inget på den här adressen. Artikeln kan ha flyttats, eller så är adressen felskriven.",
		Withdrawn: "Artikeln har dragits tillbaka", TakenDown: "Den togs bort den %s.",
		Failed: "Något gick fel", Apology: "Felet är vårt. Försök igen om en minut.", Reference: "Referens",
		Preview: "Förhandsvisning – inte offentlig", Untitled: "Ingen rubrik än",
	},
	months:   [12]string{"januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december"},
	weekdays: [7]string{"söndag", "måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag"},
	date:     "{d} {m} {y}", moment: "{d} {m} {y} kl. {h}.{i}", today: "{w} {d} {m} {y}", hours: "{h}.{i}",
	now: "nyss", minute: [2]string{"för 1 minut sedan", "för {n} minuter sedan"}, hour: [2]string{"för 1 timme sedan", "för {n} timmar sedan"},
	day: [2]string{"för 1 dag sedan", "för {n} dagar sedan"},
}
