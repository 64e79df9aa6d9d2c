import { expect, test } from "vitest";
import { guess, layoutOf, parseMapping, withDefaults } from "./mapping.ts";

const guessed = (headers: string) => {
  const names = headers.split(",");
  const { columns } = guess(names);
  return names.map((name) => columns[name]).join(",");
};

test.each([
  [
    "business_id,name,address,city,state,postal_code,latitude,longitude,phone_number",
    "externalId,name,street,town,state,postalCode,lat,lon,phone",
  ],
  [
    "id,name,category,street,city,postcode,phone,email,website,opening_hours,latitude,longitude",
    "externalId,name,category,street,town,postalCode,phone,contactEmail,website,hours,lat,lon",
  ],
  [
    "Member ID,Prefix,First,Middle,Last,Title,Company,Street,Extra,City,State,ZIP,ZIP+4,Phone,Fax,Email",
    "externalId,contactName,contactName,contactName,contactName,ignore,name,street,extra,town,state,postalCode,postalCode,phone,ignore,contactEmail",
  ],
  [
    "Firma,Vorname,Name,Straße,Hausnummer,PLZ,Ort,Telefon,E-Mail,Webseite,Öffnungszeiten,Branche",
    "name,contactName,contactName,street,street,postalCode,town,phone,contactEmail,website,hours,category",
  ],
  [
    "Name,Straße und Hausnummer,Breitengrad,Längengrad,Mitglied seit,Bemerkung",
    "name,street,lat,lon,memberSince,staffNote",
  ],
  ["Organisation name,Telephone,Post code", "name,phone,postalCode"],
  [
    "Nombre,Dirección,Ciudad,Código Postal,Teléfono,Correo electrónico,Sitio web,Horario,Categoría",
    "name,street,town,postalCode,phone,contactEmail,website,hours,category",
  ],
  [
    "Nom,Rue,Ville,Code postal,Téléphone,Courriel,Site web,Horaires",
    "name,street,town,postalCode,phone,contactEmail,website,hours",
  ],
  [
    "@id,name,addr:housenumber,addr:street,addr:city,addr:postcode,amenity,shop,opening_hours,@lat,@lon",
    "externalId,name,street,street,town,postalCode,category,category,hours,lat,lon",
  ],
  ["Business Name,Business Email,Contact Name,Contact Email", "name,publicEmail,contactName,contactEmail"],
  ["Company,Contact Name,First Name,Email,Public e-mail", "name,contactName,ignore,contactEmail,publicEmail"],
  ["Name,reason,row,Mailing Preference", "name,ignore,ignore,ignore"],
])("%s is understood", (headers, targets) => {
  expect(guessed(headers)).toBe(targets);
});

test("a saved mapping is taken as it is, and columns it does not name are ignored", () => {
  const saved = { columns: { Shop: "name", Kind: "category" }, defaults: { town: "Kingston" } };

  expect(parseMapping(saved, ["Shop", "Kind", "Phone"])).toEqual({
    columns: { Shop: "name", Kind: "category", Phone: "ignore" },
    defaults: { town: "Kingston" },
  });
});

test.each([
  [{ columns: { Nmae: "name" } }, "The mapping names a column “Nmae”. The file has: Name, Town."],
  [{ columns: { Name: "nmae" } }, "“nmae” of the column “Name” is nothing a column can become. There are: externalId"],
  [{ columns: { Name: 3 } }, "“3” of the column"],
  [{ columns: { Name: "name" }, defaults: { twon: "X" } }, "“twon” of a default"],
  [{ columns: { Name: "name" }, defaults: { town: 3 } }, "The default for town must be text."],
  [{ columns: { Name: "name" }, default: {} }, "The mapping has “default”"],
  [{ columns: [] }, "The mapping must look like"],
  [null, "The mapping must look like"],
])("the mapping %j is refused", (json, message) => {
  expect(() => parseMapping(json, ["Name", "Town"])).toThrow(message);
});

test("there is no default for what tells members apart", () => {
  expect(() => withDefaults(guess(["Name"]), [["externalId", "1"]])).toThrow("no default for externalId");
});

test("a file needs a name, and one column for each thing", () => {
  expect(() => layoutOf(guess(["Foo", "Phone"]), ["Foo", "Phone"])).toThrow(
    "No column is mapped to name. The file has: Foo, Phone.",
  );
  const twice = parseMapping({ columns: { A: "name", B: "phone", C: "phone" } }, ["A", "B", "C"]);
  expect(() => layoutOf(twice, ["A", "B", "C"])).toThrow("The columns “B” and “C” are both mapped to phone.");
});
