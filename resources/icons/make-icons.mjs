// Draws the app's icon and those of the ten tray states: `node resources/icons/make-icons.mjs`.
// Each state has its own shape, with a white rim, so that it can be told apart without colours and on light and dark
// panels alike: white signs on a coloured disc, and clouds for being without a network.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writePng } from './write-png.mjs';

const folder = import.meta.dirname;
const traySizes = [16, 22, 24, 32, 44, 48];
const appSizes = [32, 64, 128, 256, 512];
/** Samples a pixel and direction. */
const samples = 6;

const red = [196, 30, 42];
const amber = [168, 90, 0];
const grey = [92, 102, 112];
const blue = [20, 104, 190];
const green = [24, 120, 72];
const teal = [0, 98, 122];
const white = [255, 255, 255];

// Shapes are functions from a point to "inside", in a square from -1 to 1 with y downwards.
const disc = (cx, cy, r) => (x, y) => (x - cx) ** 2 + (y - cy) ** 2 <= r * r;
const box = (left, top, right, bottom) => (x, y) => x >= left && x <= right && y >= top && y <= bottom;
const either =
  (...shapes) =>
  (x, y) =>
    shapes.some((shape) => shape(x, y));
const without = (shape, hole) => (x, y) => shape(x, y) && !hole(x, y);
const ring = (cx, cy, r, width) => without(disc(cx, cy, r + width / 2), disc(cx, cy, r - width / 2));

/** A stroke through the points, with round ends. */
const stroke = (width, ...points) =>
  either(...points.slice(1).map((to, index) => segment(points[index], to, width / 2)));
function segment([ax, ay], [bx, by], radius) {
  const length = (bx - ax) ** 2 + (by - ay) ** 2;
  return (x, y) => {
    const along = Math.max(0, Math.min(1, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length));
    return (x - ax - along * (bx - ax)) ** 2 + (y - ay - along * (by - ay)) ** 2 <= radius * radius;
  };
}

// A cloud needs the whole square: within the disc it is a blot at 22 pixels. `grow` makes its rim.
const cloud = (grow) =>
  either(
    disc(-0.5, 0.22, 0.38 + grow),
    disc(0.02, -0.14, 0.52 + grow),
    disc(0.54, 0.24, 0.36 + grow),
    box(-0.5, 0.1, 0.54, 0.6 + grow),
  );
const struckCloud = [
  { shape: cloud(0.09), colour: white },
  { shape: cloud(0), colour: grey },
  { shape: stroke(0.22, [-0.62, 0.72], [0.62, -0.72]), colour: white },
];
const cross = either(stroke(0.26, [-0.36, -0.36], [0.36, 0.36]), stroke(0.26, [-0.36, 0.36], [0.36, -0.36]));
const tick = stroke(0.26, [-0.44, 0.04], [-0.12, 0.36], [0.46, -0.32]);

const glyphs = {
  'db-error': { colour: red, shape: cross },
  attention: { colour: amber, shape: either(stroke(0.27, [0, -0.5], [0, 0.1]), disc(0, 0.47, 0.17)) },
  'auth-needed': {
    colour: amber,
    shape: either(
      without(box(-0.42, -0.06, 0.42, 0.5), either(disc(0, 0.16, 0.12), box(-0.05, 0.16, 0.05, 0.38))),
      without(ring(0, -0.12, 0.28, 0.18), box(-1, -0.06, 1, 1)),
    ),
  },
  'update-needed': {
    colour: amber,
    shape: either(stroke(0.24, [0, -0.52], [0, 0.4]), stroke(0.24, [-0.36, 0.1], [0, 0.46], [0.36, 0.1])),
  },
  'server-error': {
    colour: grey,
    shape: either(disc(-0.46, 0, 0.17), disc(0, 0, 0.17), disc(0.46, 0, 0.17)),
  },
  // A ball beside the cloud: something waits.
  'offline-pending': {
    layers: [
      ...struckCloud,
      { shape: disc(0.56, 0.54, 0.44), colour: white },
      { shape: disc(0.56, 0.54, 0.32), colour: grey },
    ],
  },
  paused: { colour: grey, shape: either(box(-0.4, -0.46, -0.12, 0.46), box(0.12, -0.46, 0.4, 0.46)) },
  syncing: {
    colour: blue,
    shape: either(
      stroke(0.18, [-0.25, 0.46], [-0.25, -0.42]),
      stroke(0.18, [-0.5, -0.16], [-0.25, -0.44], [0, -0.16]),
      stroke(0.18, [0.27, -0.46], [0.27, 0.42]),
      stroke(0.18, [0.02, 0.16], [0.27, 0.44], [0.52, 0.16]),
    ),
  },
  'offline-clean': { layers: struckCloud },
  synced: { colour: green, shape: tick },
};

mkdirSync(join(folder, 'tray'), { recursive: true });
for (const [name, { colour, shape, layers = onDisc(colour, shape) }] of Object.entries(glyphs)) {
  for (const size of traySizes) write(join('tray', `${name}-${size}.png`), size, layers);
}
const sheet = either(
  box(-0.84, -0.96, 0.84, 0.96),
  box(-0.96, -0.84, 0.96, 0.84),
  ...[-0.84, 0.84].flatMap((x) => [-0.84, 0.84].map((y) => disc(x, y, 0.12))),
);
const app = [
  { shape: sheet, colour: teal },
  { shape: box(-0.6, -0.55, 0.6, -0.39), colour: white },
  { shape: box(-0.6, -0.15, -0.05, 0.01), colour: white },
  { shape: stroke(0.2, [-0.2, 0.42], [0.08, 0.66], [0.62, 0.02]), colour: white },
];
for (const size of appSizes) write(`app-${size}.png`, size, app);

function onDisc(colour, shape) {
  return [
    { shape: disc(0, 0, 1), colour: white },
    { shape: disc(0, 0, 0.91), colour },
    { shape, colour: white },
  ];
}

function write(name, size, layers) {
  writeFileSync(
    join(folder, name),
    writePng(size, (x, y) => pixel(x, y, size, layers)),
  );
}

/** Colour and opacity of a pixel: the mean over a grid of points in it. */
function pixel(column, row, size, layers) {
  const sum = [0, 0, 0, 0];
  for (let i = 0; i < samples * samples; i++) {
    const x = ((column + ((i % samples) + 0.5) / samples) / size) * 2 - 1;
    const y = ((row + (Math.floor(i / samples) + 0.5) / samples) / size) * 2 - 1;
    const top = layers.findLast(({ shape }) => shape(x, y));
    if (!top) continue;
    for (const channel of [0, 1, 2]) sum[channel] += top.colour[channel];
    sum[3] += 1;
  }
  const covered = sum[3] || 1;
  return [sum[0] / covered, sum[1] / covered, sum[2] / covered, (sum[3] / samples ** 2) * 255].map(
    Math.round,
  );
}
