const words = (list: string): ReadonlySet<string> => new Set(list.split(" "));

/** What stands behind a firm's name by law and says nothing of what it is called. */
export const LEGAL_FORMS = words(
  "inc incorporated llc ltd limited co company corp corporation lp llp pllc pc gmbh ag kg keg og ohg eu sa sarl sas spa srl",
);

/** Words that names have or have not without being other names. */
export const SMALL_WORDS = words(
  "the and of at by for in und der die das le la les de des du et y el los las a an downtown",
);

/** What a shop is; two names that have only such words in common have nothing in common. */
export const TRADE_WORDS = words(
  "restaurant cafe coffee bar grill bakery deli delicatessen market grocery shop store kitchen house pizza pizzeria pizzas " +
    "pasta bistro eatery catering tea taqueria sushi food foods liquor liquors wine pub lounge club hotel inn diner bbq " +
    "barbecue sandwiches sandwich burger burgers noodle noodles juice dessert desserts cuisine seafood chinese thai " +
    "japanese mexican vietnamese indian italian cantina steakhouse brewery creamery gelato ice cream bake roasters " +
    "services service center supermarket produce fish meat poultry salon studio office clinic pharmacy florist gallery " +
    "gasthaus gasthof wirtshaus apotheke bank brasserie boucherie pharmacie konditorei baeckerei backerei poste musee",
);

/** Short words for long ones, in names. */
export const NAME_WORDS: ReadonlyMap<string, string> = new Map([
  ["rest", "restaurant"],
  ["mkt", "market"],
  ["ctr", "center"],
  ["centre", "center"],
  ["intl", "international"],
  ["bros", "brothers"],
  ["mt", "mount"],
  ["st", "saint"],
  ["saint", "saint"],
  ["calif", "california"],
  ["ca", "california"],
  ["apoth", "apotheke"],
  ["expresso", "espresso"],
  ["caffe", "cafe"],
  ["coffeehouse", "cafe"],
  ["coffee", "cafe"],
  ["pizzeria", "pizza"],
  ["pizzas", "pizza"],
  ["delicatessen", "deli"],
  ["grocery", "market"],
  ["groceries", "market"],
  ["barbecue", "bbq"],
  ["pub", "bar"],
  ["bistro", "restaurant"],
  ["eatery", "restaurant"],
  ["liquors", "liquor"],
  ["sandwiches", "sandwich"],
  ["n", "and"],
]);

/** Short words for long ones, in streets. */
export const STREET_WORDS: ReadonlyMap<string, string> = new Map([
  ["street", "st"],
  ["str", "st"],
  ["strasse", "st"],
  ["avenue", "ave"],
  ["av", "ave"],
  ["boulevard", "blvd"],
  ["bl", "blvd"],
  ["drive", "dr"],
  ["place", "pl"],
  ["plaza", "plz"],
  ["road", "rd"],
  ["lane", "ln"],
  ["court", "ct"],
  ["square", "sq"],
  ["highway", "hwy"],
  ["parkway", "pkwy"],
  ["terrace", "ter"],
  ["north", "n"],
  ["south", "s"],
  ["so", "s"],
  ["east", "e"],
  ["west", "w"],
  ["saint", "st"],
  ["first", "1"],
  ["second", "2"],
  ["third", "3"],
  ["fourth", "4"],
  ["fifth", "5"],
]);

/** What kind of street a street is: left out often. */
export const STREET_KINDS = words("st ave blvd dr pl plz rd ln ct sq hwy pkwy ter way rue quai platz gasse");

/** What a door within a house is called. */
export const UNIT_WORDS = words(
  "suite ste unit apt apartment room rm floor fl flr level space spc bldg building kiosk stand booth shop lobby basement bsmt lower upper mezzanine ground",
);

/** Hosts on which many have a page of their own: there the path tells who it is. */
export const SHARED_HOSTS = words(
  "facebook.com instagram.com yelp.com linktr.ee sites.google.com linkedin.com twitter.com x.com tripadvisor.com youtube.com",
);
