export type Heading = {
  readonly name: string;
  /** What the name gives; the characters name their categories by it. */
  readonly slug: string;
  readonly schemaType: string;
};

/** The headings of the directory, two deep, each with a type that schema.org has. */
export const CATEGORIES = [
  {
    name: "Food & drink",
    slug: "food-and-drink",
    schemaType: "FoodEstablishment",
    children: [
      { name: "Bakeries", slug: "bakeries", schemaType: "Bakery" },
      { name: "Cafés", slug: "cafes", schemaType: "CafeOrCoffeeShop" },
      { name: "Restaurants", slug: "restaurants", schemaType: "Restaurant" },
      { name: "Bars & breweries", slug: "bars-and-breweries", schemaType: "BarOrPub" },
      { name: "Ice cream", slug: "ice-cream", schemaType: "IceCreamShop" },
    ],
  },
  {
    name: "Farms & groceries",
    slug: "farms-and-groceries",
    schemaType: "GroceryStore",
    children: [{ name: "Farm stands", slug: "farm-stands", schemaType: "Store" }],
  },
  {
    name: "Shops",
    slug: "shops",
    schemaType: "Store",
    children: [
      { name: "Bookshops", slug: "bookshops", schemaType: "BookStore" },
      { name: "Clothing", slug: "clothing", schemaType: "ClothingStore" },
      { name: "Florists", slug: "florists", schemaType: "Florist" },
      { name: "Hardware & garden", slug: "hardware-and-garden", schemaType: "HardwareStore" },
      { name: "Music shops", slug: "music-shops", schemaType: "MusicStore" },
    ],
  },
  {
    name: "Arts & culture",
    slug: "arts-and-culture",
    schemaType: "EntertainmentBusiness",
    children: [
      { name: "Galleries", slug: "galleries", schemaType: "ArtGallery" },
      { name: "Music & theater", slug: "music-and-theater", schemaType: "PerformingArtsTheater" },
    ],
  },
  {
    name: "Places to stay",
    slug: "places-to-stay",
    schemaType: "LodgingBusiness",
    children: [
      { name: "Bed & breakfasts", slug: "bed-and-breakfasts", schemaType: "BedAndBreakfast" },
      { name: "Hotels", slug: "hotels", schemaType: "Hotel" },
    ],
  },
  {
    name: "Outdoors & sports",
    slug: "outdoors-and-sports",
    schemaType: "SportsActivityLocation",
    children: [{ name: "Bike shops", slug: "bike-shops", schemaType: "BikeStore" }],
  },
  {
    name: "Health",
    slug: "health",
    schemaType: "MedicalBusiness",
    children: [
      { name: "Dentists", slug: "dentists", schemaType: "Dentist" },
      { name: "Opticians", slug: "opticians", schemaType: "Optician" },
      { name: "Pharmacies", slug: "pharmacies", schemaType: "Pharmacy" },
    ],
  },
  {
    name: "Beauty & fitness",
    slug: "beauty-and-fitness",
    schemaType: "HealthAndBeautyBusiness",
    children: [
      { name: "Hair", slug: "hair", schemaType: "HairSalon" },
      { name: "Gyms & yoga", slug: "gyms-and-yoga", schemaType: "HealthClub" },
    ],
  },
  {
    name: "Pets & animals",
    slug: "pets-and-animals",
    schemaType: "PetStore",
    children: [{ name: "Veterinarians", slug: "veterinarians", schemaType: "VeterinaryCare" }],
  },
  { name: "Auto repair", slug: "auto-repair", schemaType: "AutoRepair", children: [] },
  {
    name: "Home & building",
    slug: "home-and-building",
    schemaType: "HomeAndConstructionBusiness",
    children: [
      { name: "Builders", slug: "builders", schemaType: "GeneralContractor" },
      { name: "Electricians", slug: "electricians", schemaType: "Electrician" },
      { name: "Plumbing & heating", slug: "plumbing-and-heating", schemaType: "Plumber" },
      { name: "Roofers", slug: "roofers", schemaType: "RoofingContractor" },
    ],
  },
  {
    name: "Professional services",
    slug: "professional-services",
    schemaType: "ProfessionalService",
    children: [
      { name: "Accountants", slug: "accountants", schemaType: "AccountingService" },
      { name: "Banks & credit unions", slug: "banks-and-credit-unions", schemaType: "BankOrCreditUnion" },
      { name: "Insurance", slug: "insurance", schemaType: "InsuranceAgency" },
      { name: "Lawyers", slug: "lawyers", schemaType: "Attorney" },
      { name: "Real estate", slug: "real-estate", schemaType: "RealEstateAgent" },
    ],
  },
  { name: "Children & classes", slug: "children-and-classes", schemaType: "ChildCare", children: [] },
  { name: "Community", slug: "community", schemaType: "NGO", children: [] },
] as const satisfies readonly (Heading & { readonly children: readonly Heading[] })[];

type Top = (typeof CATEGORIES)[number];
export type CategorySlug = Top["slug"] | Top["children"][number]["slug"];
