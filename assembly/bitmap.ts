/** Delivery from dense rows of equal weights: a module that pages without such projections need not load. */
export { deliverBitmap } from "./deliver/bitmap";
