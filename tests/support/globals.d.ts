/* Data that the build puts into scripts of its own, by the name under which they find it. */
interface Window {
  courseSearchData: SearchData;
  courseTerms: Explanations;
  courseExam: ExamData;
  courseOutline: Outline;
}
