cwlVersion: v1.2
class: CommandLineTool
doc: The number of words in a poem, and the poem's name.
baseCommand: [sh, -c, 'echo "counting $2" >&2; echo "$(wc -w < "$1" | tr -d " ") $2"', count]
inputs:
  poem: {type: File, inputBinding: {position: 1}}
arguments:
  - {valueFrom: $(inputs.poem.nameroot), position: 2}
stdout: $(inputs.poem.nameroot).count
outputs:
  counted: stdout
