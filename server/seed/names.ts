import type { Random } from './random';

// Every person is invented: first and last names are drawn apart and put together by chance.
const firstNames =
  'Aase Anders Anne Arne Astrid Audun Bente Berit Bjarne Bjørg Brit Dagfinn Eirik Eli Elin Erling Eva Frode Geir Gerd Grete Gunnar Guro Hanne Harald Hedda Helge Hilde Inger Ingrid Ivar Jarle Jorunn Karin Kirsten Kjell Knut Lars Leif Lillian Liv Magne Magnhild Marit Mona Nils Oddvar Olaug Oskar Per Ragnhild Randi Reidar Rolf Ruth Sigrid Sissel Sondre Stein Svein Synnøve Terje Tone Torill Trond Turid Unni Vidar Wenche Yngve Øystein Åse'.split(
    ' ',
  );
const lastNames =
  'Aasgard Almli Bakkerud Berglia Birkeland Brattås Dalbakk Eikremsvik Engesvoll Fagerlid Fjellvang Furulund Granhaug Grønnlien Hagesund Hauglid Heggvoll Hjelmås Holtevik Kallestrand Kleivdal Krokmyr Langbakken Liatun Lundhaug Løvåsen Moldvik Myrstrand Neslia Nordbråten Nygjerde Odberg Rognli Rustvoll Sagmoen Sandtun Selvåg Skaugrud Skogtun Solbrekk Storhaugen Strandmyr Sørflaten Teigland Tomtelien Tveitås Ulvestrand Vardås Vestlien Vikebø Vollsæter Østmarka Åsbakken'.split(
    ' ',
  );
// So are the places.
const placeStarts =
  'Fjord Elve Sol Nord Sør Vest Øst Stein Bjørke Furu Gran Hav Hei Jar Kver Lang Mid Ny Ol Rau Sand Skog Tor Ulv Vin Ås Berg Dal'.split(
    ' ',
  );
const placeEnds = 'vik nes heim stad dal sund havn fjell mo land bygd øy lund haug'.split(' ');

export function personName(random: Random): string {
  return `${random.pick(firstNames)} ${random.pick(lastNames)}`;
}

/** What a coordinator types for a mentor: two letters of each name, and a digit where that is taken. */
export function shortCode(name: string, taken: Set<string>): string {
  const [first = '', last = ''] = name.split(' ');
  const stem = `${first.slice(0, 2)}${last.slice(0, 2)}`.toUpperCase();
  let code = stem;
  for (let number = 2; taken.has(code); number += 1) code = `${stem}${number}`;
  taken.add(code);
  return code;
}

export function placeName(random: Random, taken: Set<string>): string {
  let name = '';
  do name = random.pick(placeStarts) + random.pick(placeEnds);
  while (taken.has(name));
  taken.add(name);
  return name;
}
