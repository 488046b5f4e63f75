/** Invented combinations only: no list here comes from real people. Letters stay within Latin-1, which the oldest sender writes. */
export const womensNames = [
  'Rosalind',
  'Beatrix',
  'Anneliese',
  'Zoë',
  'Priya',
  'Morwenna',
  'Clémence',
  'Adaeze',
  'Ingrid',
  'Harriet',
  'Saoirse',
  'Wanda',
  'Meera',
  'Lowri',
  'Chloë',
  'Fatima',
  'Joan',
  'Edith',
  'Nkechi',
  'Agnieszka',
  'Ruth',
  'Delphine',
  'Siân',
  'Marguerite',
] as const;

export const mensNames = [
  'Idris',
  'Callum',
  'Tobias',
  'Edwin',
  'Jamie',
  'Björn',
  'Oluwaseun',
  'Hamish',
  'René',
  'Gareth',
  'Kwame',
  'Arthur',
  'Vikram',
  'Piotr',
  'Seán',
  'Leopold',
  'Yusuf',
  'Walter',
  'Jürgen',
  'Emrys',
  'Nathaniel',
  'Desmond',
  'Tomás',
  'Frank',
] as const;

export const familyNames = [
  'Fairweather',
  'Penhaligon',
  'Wetherby',
  'Crowther',
  'Larkspur',
  'Tregarthen',
  'Merriweather',
  'Hathersage',
  'Nandakumar',
  'Löfgren',
  'Ashdown',
  "O'Rourke-Bell",
  'Quillfeather',
  'Thistlewood',
  'Brackenbury',
  'Núñez',
  'Okonjo',
  'Silverlock',
  'Ravensdale',
  'Winterbourne',
  'Marchbanks',
  'Appleyard',
  'Fenwright',
  'Göransson',
  'Holloway',
  'Kettleborough',
  'Longstaffe',
  'Mirzapour',
  'Nightingall',
  'Oakhanger',
  'Pemberthy',
  'Rushforth',
  'Scarborough-Vane',
  'Tillinghast',
  'Underhay',
  'Venn',
  'Whitlocke',
  'Yarwood',
  'Zielony',
  'Dunmore & Hale',
] as const;

/** Streets and villages that do not exist. */
export const streets = [
  'Sluice Lane',
  'Heronry Close',
  'Old Windpump Road',
  'Eelcatcher Row',
  'Saffron Gate',
  'Osier Way',
  'Lodestar Avenue',
  'Punt Yard',
  'Fen Skater Drive',
  'Wicken Lode View',
  'Turf Cutters Lane',
  'Barley Mow Crescent',
  'Gault Pit Road',
  'Quince Orchard',
  'Black Horse Drove',
] as const;

export const places = [
  'Lodewick',
  'Saint Ovin',
  'Fenholme',
  'Grantaford',
  'Little Marram',
  'Nenemouth',
  'Upper Dyke End',
  'Reedham Parva',
] as const;

/** Written like postcodes, in districts that do not exist. */
export const postcodeDistricts = ['CB99', 'CB98', 'PE99', 'PE98'] as const;

export interface Clinician {
  readonly given: string;
  readonly family: string;
  readonly title: string;
}

/** Clinicians of the trusts. */
export const clinicians: readonly Clinician[] = [
  { given: 'Helena', family: 'Strand', title: 'Dr' },
  { given: 'Marcus', family: 'Adeyemi-Cole', title: 'Mr' },
  { given: 'Noor', family: 'Castellan', title: 'Dr' },
  { given: 'Françoise', family: 'Beaumarsh', title: 'Dr' },
  { given: 'Tom', family: 'Illingworth', title: 'Dr' },
  { given: 'Gwen', family: 'Ap Rhys', title: 'Miss' },
  { given: 'Jonas', family: 'Ekberg', title: 'Dr' },
  { given: 'Parveen', family: 'Chaudhry-Lind', title: 'Dr' },
];
