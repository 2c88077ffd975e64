/**
 * Loaded by each process of the tests. Hardhat lets it translate TypeScript by what it puts into NODE_OPTIONS; the
 * commands that tests start would do so too, at a second each, where Node needs no help.
 */
process.env.NODE_OPTIONS = process.env.FAULTLINE_NODE_OPTIONS ?? "";
