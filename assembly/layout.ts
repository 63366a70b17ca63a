/** Where the fields of blocks are: the header `neuroglia/assembly/layout`. */
export * from "./generated/layout";
