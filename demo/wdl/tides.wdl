version 1.1

import "tasks/measure.wdl" as measure
import "tasks/almanac.wdl" as pages

## Finds the highest water of each harbour, and writes an almanac of them.
workflow tides {
  input {
    String year
    Array[File] harbours
  }

  scatter (harbour in harbours) {
    call measure.highest { input: readings = harbour, harbour = basename(harbour, ".txt") }
  }
  call pages.gather { input: year = year, lines = highest.line }

  output {
    File almanac = gather.page
    Array[Int] heights = highest.centimetres
  }
}
