import { createRandom, type Random } from "./random.ts";

/*
 * What names of businesses are put together from. A compound such as "Thornfield" or "Copperline" stands for the long tail
 * of names that nobody else has.
 */

const COMMON_SURNAMES =
  "Smith Johnson Miller Davis Martinez Wilson Anderson Taylor Moore Garcia Lee Thompson White Lopez Clark Lewis Walker Hall Young King Wright Hill Scott Nguyen Adams Baker Nelson Campbell Murphy Cook Rogers Kim Reed Bailey Cooper Ward Cox Patel Russo";
const SURNAME_HEADS =
  "Ash Beau Black Brad Brook Burn Carl Chester Clay Craw Dal Dun East Ellis Fair Gar Green Hal Har Hart Hol Ken Kirk Lang Mar Mil Nor Old Pem Rad Red Ros Shel Stan Sut Thorn Wal Web West Whit Win Wood York";
const SURNAME_TAILS = "ford ton ley ham er man well wood by son worth field more low stead ridge";
const WORD_HEADS =
  "Apple Bay Bear Birch Blue Bright Bridge Brook Canyon Cedar Clear Cloud Copper Creek Crystal Dawn Deer Eagle Elm Ever Falcon Fern Fire Forest Fox Golden Granite Grand Green Harbor Haven Hawk Hearth High Honey Iron Jade Lake Lark Maple Meadow Mill Moon Oak Orchard Otter Pine Prairie Rain Raven Red River Rose Sage Salt Silver Sky Snow Spring Star Stone Sun Swift Thistle Timber True Valley Velvet Willow Wind Wolf";
const WORD_TAILS =
  "stone side view craft light wood water land house line point works way gate crest leaf wing path mark bell";
const TOWN_HEADS =
  "Bedford Clinton Fairview Franklin Georgetown Greenville Hudson Jackson Kingston Lebanon Madison Marion Milton Newport Oxford Salem Springfield Troy Union Vernon Wilton Arling Bur Cam Dor Edin Glen Ham Lex New Nor Pleas Rich Sher Stam Wil";
const TOWN_TAILS = ",ville,ton,boro, Springs, Falls, Heights, Mills";

/** For names that no dictionary has. */
export const SYLLABLES = list(
  "ka ro mi ta lo sen vi do ba ri ne chu pa lin go zu fe mar he no sha ti be yo wa du ce ran po lu qui xan",
);

/** In the order in which they are drawn, the frequent ones first. */
export const SURNAMES = [...list(COMMON_SURNAMES), ...shuffled(joined(SURNAME_HEADS, SURNAME_TAILS), createRandom(1))];
export const WORDS = [...list(WORD_HEADS), ...shuffled(joined(WORD_HEADS, WORD_TAILS), createRandom(2))];
export const TOWN_NAMES = shuffled(
  list(TOWN_HEADS).flatMap((head) => TOWN_TAILS.split(",").map((tail) => head + tail)),
  createRandom(3),
);

export const STREET_KINDS = list("St Ave Rd Dr Ln Blvd Way Ct Pkwy Hwy");
export const COMMON_STREETS = list(
  "Main Broadway Oak Park Maple Washington Second Church Elm Market Third Center High First Mill Court Walnut Pine Lincoln Union",
);
export const ADJECTIVES =
  "Premier,Quality,Family,Precision,Golden,Modern,Old Town,Main Street,Downtown,Valley,Heritage,Riverside,Advanced,All American,Central,Complete,First,Custom,Creative,Reliable,Royal,Classic,Northern,Southern,Express,Country,Urban,Elite".split(
    ",",
  );
export const ENDINGS = "LLC,Inc,& Sons,Co,Group,Services,Associates,Company,Partners,Brothers".split(",");
export const CHAINS =
  "Corner Mart,Burger Barn,Quick Lube,Sun Coffee,Pizza Palace,Family Pharmacy,Dollar Depot,Sub Station,First County Bank,Taco Town,Tire World,Rest Easy Inn,Clip Joint,Pet Pantry,Golden Wok,Fit Republic,Book Nook,Chicken Shack,Tax Masters,Home Hardware,Cell City,Farm Supply,Donut Den,Mattress Hub,Eye Works,Bagel Basket,Auto Plaza,Wash World,Noodle House,Storage Star".split(
    ",",
  );
export const TAGS =
  "family owned,delivery,wifi,parking,women owned,takeout,veteran owned,free estimates,wheelchair accessible,outdoor seating,licensed,insured,appointments,walk ins,emergency service,online booking,gift cards,pet friendly,kid friendly,minority owned,organic,vegan,gluten free,locally sourced,live music,happy hour,wholesale,retail,commercial,residential,repair,installation,rental,training,certified,eco friendly,solar,remodeling,kitchens,bathrooms,roofing,siding,windows,flooring,tile,concrete,welding,payroll,audit,estate planning,immigration,wills,mortgage,loans,retirement,life insurance,home insurance,braces,implants,whitening,massage,facials,nails,weddings,corporate events,tours,tastings,craft beer,wine,brunch,breakfast,lunch,dinner,barbecue,tacos,sushi,pasta,seafood,ice cream,smoothies,tea,antiques,vintage,art,quilting,toys,bikes,kayaks,camping,fishing,golf,swimming,dance,martial arts,tutoring,music lessons,summer camp,notary,translation,drone,24 hours".split(
    ",",
  );

/** Trades by group: "Group: Trade = words that names of the trade end in". */
const TRADE_TEXT = `
Food and drink: Restaurants = Grill, Kitchen, Bistro; Bakeries = Bakery, Bread Co, Cakes; Cafés = Coffee, Café, Espresso Bar; Bars = Tavern, Pub, Taproom; Breweries = Brewing Co, Ciderworks, Brewery
Shops: Groceries = Market, Foods, Grocery; Books = Books, Bookshop, Comics; Florists = Flowers, Florist, Gardens; Gifts = Gifts, Boutique, Emporium; Jewelry = Jewelers, Diamonds, Watch Repair
Home: Plumbers = Plumbing, Plumbing and Drain, Septic; Electricians = Electric, Electrical Services, Power; Roofers = Roofing, Exteriors, Gutters; Painters = Painting, Coatings, Drywall; Landscaping = Landscaping, Lawn Care, Tree Service
Building: Builders = Construction, Builders, Homes; Architects = Architects, Design Studio, Architecture; Hardware = Hardware, Supply, Lumber; Heating = Heating and Air, Mechanical, Climate; Flooring = Floors, Tile, Carpets
Health: Dentists = Dental, Family Dentistry, Orthodontics; Doctors = Family Medicine, Clinic, Urgent Care; Pharmacies = Pharmacy, Apothecary, Drugs; Opticians = Eye Care, Vision Center, Optical; Chiropractors = Chiropractic, Spine Clinic, Wellness Center
Care: Hair = Salon, Hair Studio, Barbers; Spas = Spa, Day Spa, Massage; Child care = Day Care, Preschool, Learning Center; Pets = Animal Hospital, Pet Grooming, Kennels; Cleaning = Cleaning, Maids, Janitorial
Money: Accountants = Accounting, Tax Service, Bookkeeping; Banks = Bank, Credit Union, Savings; Insurance = Insurance, Insurance Agency, Benefits; Financial planning = Financial, Wealth Management, Investments; Lenders = Mortgage, Lending, Home Loans
Professions: Lawyers = Law Office, Law Group, Legal Services; Real estate = Realty, Properties, Real Estate; Marketing = Media, Marketing, Signs; Engineers = Engineering, Surveying, Design Group; Staffing = Staffing, Personnel, Recruiting
Cars: Car repair = Auto Repair, Garage, Tire Center; Car dealers = Motors, Auto Sales, Cars; Car wash = Car Wash, Detailing, Auto Spa; Towing = Towing, Recovery, Roadside; Body shops = Collision, Auto Body, Paint and Body
Leisure: Fitness = Gym, Fitness, Yoga; Theaters = Theater, Playhouse, Cinema; Museums = Museum, Gallery, Historical Society; Sports = Sports, Bowling, Golf Club; Photographers = Photography, Studios, Films
Travel: Hotels = Inn, Hotel, Suites; Travel agents = Travel, Tours, Cruises; Wineries = Winery, Vineyards, Cellars; Campgrounds = Campground, Cabins, Resort; Farms = Farm, Orchard, Nursery
Work: Computers = IT Solutions, Computers, Technologies; Printers = Printing, Graphics, Embroidery; Manufacturing = Manufacturing, Fabrication, Industries; Transport = Trucking, Logistics, Taxi; Storage = Storage, Moving, Warehouse`;

export type Trade = { readonly group: string; readonly name: string; readonly nouns: readonly string[] };

export const TRADES: readonly Trade[] = TRADE_TEXT.trim()
  .split("\n")
  .flatMap((line) => {
    const [group = "", trades = ""] = line.split(": ");
    return trades.split("; ").map((trade) => {
      const [name = "", nouns = ""] = trade.split(" = ");
      return { group, name, nouns: nouns.split(", ") };
    });
  });

function list(words: string): string[] {
  return words.split(" ");
}

function joined(heads: string, tails: string): string[] {
  return list(heads).flatMap((head) => list(tails).map((tail) => head + tail));
}

function shuffled<T>(items: readonly T[], random: Random): T[] {
  return items
    .map((item) => ({ item, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}
