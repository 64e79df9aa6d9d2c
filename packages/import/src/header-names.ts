import type { Target } from "./target.ts";

type Names = {
  /** Headers that hold the whole, best first. */
  readonly whole: readonly string[];
  /** Headers that hold a part. */
  readonly parts?: readonly string[];
  /** Whether parts add to a whole (a house number) instead of standing in for it (first and last name). */
  readonly partsAdd?: boolean;
};

/** Folded headers by target: English, German, Spanish, French, US chamber rosters, OpenStreetMap tags. */
export const HEADER_NAMES: Readonly<Partial<Record<Target, Names>>> = {
  externalId: names(
    `external id; member id; memberid; member number; member no; member nr; business id; account id; account number;
    customer id; record id; osm id; id; mitgliedsnummer; mitglieds nr; kundennummer; numero de socio; id socio;
    identifiant; id membre; numero de membre`,
  ),
  name: names(
    `company; company name; business name; organization; organisation; organization name; organisation name; dba;
    dba name; member name; firma; firmenname; firmenbezeichnung; unternehmen; betrieb; empresa; razon social; negocio;
    entreprise; societe; raison sociale; enseigne; display name; business; name; nombre; nom; bezeichnung; member;
    mitglied`,
  ),
  contactName: names(
    `contact name; contact person; contact; primary contact; main contact; representative; full name; ansprechpartner;
    ansprechperson; kontaktperson; kontakt; persona de contacto; contacto; personne de contact`,
    `prefix; salutation; first; first name; firstname; given name; middle; middle name; middle initial; last; last name;
    lastname; surname; family name; suffix; vorname; nachname; familienname; apellido; apellidos; prenom;
    nom de famille`,
  ),
  category: names(
    `category; categories; business category; primary category; industry; sector; type; business type; type of business;
    kategorie; kategorien; branche; rubrik; gewerbe; categoria; categorias; rubro; giro; categorie; secteur; activite`,
    "amenity; shop; tourism; office; craft; leisure",
  ),
  tags: names("tags; keywords; schlagworte; stichworte; schlagworter; etiquetas; palabras clave; mots cles"),
  street: {
    ...names(
      `street; street address; physical address; address 1; address1; address line 1; address line1; addr street;
      address; strasse; strasse nr; strasse hausnummer; strasse und hausnummer; adresse; anschrift; calle; direccion;
      domicilio; rue; adresse 1; location address; mailing address`,
      "addr housenumber; house number; housenumber; hausnummer; hausnr",
    ),
    partsAdd: true,
  },
  extra: names(
    `extra; address 2; address2; address line 2; address line2; suite; unit; apt; floor; adresszusatz; zusatz;
    complemento; complement; complement d adresse; adresse 2; addr unit; addr floor`,
  ),
  town: names(
    `city; town; municipality; locality; addr city; ort; stadt; gemeinde; wohnort; ciudad; localidad; poblacion;
    municipio; ville; commune; localite; place`,
  ),
  state: names(
    "state; st; province; addr state; addr province; bundesland; kanton; estado; provincia; departement; region; land",
  ),
  postalCode: {
    ...names(
      `zip; zip code; zipcode; zip 5; zip5; postal code; postalcode; postcode; post code; postal; addr postcode; plz;
      postleitzahl; codigo postal; code postal; cp; c p`,
      "zip 4; zip4; plus 4; plus4; zip plus 4",
    ),
    partsAdd: true,
  },
  lat: names("lat; latitude; geo lat; gps lat; breitengrad; breite; latitud; y"),
  lon: names("lon; lng; long; longitude; geo lon; geo lng; gps lon; langengrad; laengengrad; lange; longitud; x"),
  phone: names(
    `phone; phone number; business phone; main phone; work phone; office phone; telephone; telephone number; tel;
    tel no; tel nr; contact phone; telefon; telefonnummer; rufnummer; telefono; numero de telefono;
    numero de telephone; mobile; mobile phone; cell; cell phone; mobil; handy; movil; portable`,
  ),
  website: names(
    `website; web site; website url; web; web address; webaddress; url; homepage; home page; contact website; webseite;
    website adresse; webadresse; internet; internetseite; internetadresse; sitio web; pagina web; site web;
    site internet; site`,
  ),
  hours: names(
    `hours; opening hours; business hours; hours of operation; offnungszeiten; oeffnungszeiten; horario; horarios;
    horas; horaires; heures d ouverture; horaires d ouverture`,
  ),
  summary: names("summary; tagline; short description; slogan; kurzbeschreibung; resumen; resume"),
  description: names("description; about; long description; business description; details; beschreibung; descripcion"),
  level: names(
    `level; membership level; member level; tier; membership type; member type; membership; package; dues level;
    mitgliedsart; mitgliedschaft; stufe; nivel; tipo de socio; niveau; type d adhesion`,
  ),
  memberSince: names(
    `member since; membersince; join date; joined; date joined; joined on; membership start; start date; since;
    mitglied seit; beitritt; beitrittsdatum; eintritt; eintrittsdatum; socio desde; fecha de alta; membre depuis;
    date d adhesion`,
  ),
  staffNote: names(
    `staff note; note; notes; comment; comments; remarks; notiz; notizen; bemerkung; bemerkungen; anmerkung;
    anmerkungen; notas; observaciones; remarques; commentaires`,
  ),
};

const MAIL = new Set(["mail", "email", "emails", "mails", "courriel", "correo"]);
const PUBLIC = new Set(["public", "business", "offentlich", "offentliche", "publico", "publique"]);

/**
 * The target of a column of e-mail addresses, or null for other columns. An address is private unless its header says
 * that it is a public or business one: most lists hold the addresses of people.
 */
export function mailTarget(foldedHeader: string): "contactEmail" | "publicEmail" | null {
  const words = foldedHeader.split(" ");
  if (!words.some((word) => MAIL.has(word))) return null;
  return words.some((word) => PUBLIC.has(word)) ? "publicEmail" : "contactEmail";
}

function names(whole: string, parts = ""): Names {
  const list = (text: string) => text.split(";").flatMap((name) => name.replace(/\s+/g, " ").trim() || []);
  return { whole: list(whole), parts: list(parts) };
}
