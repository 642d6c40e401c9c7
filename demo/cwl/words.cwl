cwlVersion: v1.2
class: Workflow
doc: Counts the words of each poem, and reports the totals.

requirements:
  ScatterFeatureRequirement: {}

inputs:
  poems: File[]
  title: string

steps:
  count:
    run: tools/count.cwl
    scatter: poem
    in: {poem: poems}
    out: [counted]
  sum:
    run: tools/sum.cwl
    in: {counts: count/counted}
    out: [total]
  report:
    run: tools/report.cwl
    in: {title: title, counts: count/counted, total: sum/total}
    out: [text]

outputs:
  report: {type: File, outputSource: report/text}
  counts: {type: 'File[]', outputSource: count/counted}
