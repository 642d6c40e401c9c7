cwlVersion: v1.2
class: CommandLineTool
doc: A page with title, counts and total.
baseCommand: [sh, -c, 'title=$1; total=$2; shift 2; echo "$title"; cat "$@"; echo "$(cat "$total") in all"', report]
inputs:
  title: {type: string, inputBinding: {position: 1}}
  total: {type: File, inputBinding: {position: 2}}
  counts: {type: 'File[]', inputBinding: {position: 3}}
stdout: report.txt
outputs:
  text: stdout
