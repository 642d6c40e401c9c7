cwlVersion: v1.2
class: CommandLineTool
doc: The sum of all counts.
baseCommand: [sh, -c, 'total=0; for file in "$@"; do read count name < "$file"; total=$((total + count)); done; echo "$total"', sum]
inputs:
  counts: {type: 'File[]', inputBinding: {position: 1}}
stdout: total.txt
outputs:
  total: stdout
