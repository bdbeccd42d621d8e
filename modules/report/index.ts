export { writeReports } from "./written-reports";
export { reports, SCHEMA_VERSION, type Report } from "./report";
