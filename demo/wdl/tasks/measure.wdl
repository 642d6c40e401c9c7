version 1.1

task highest {
  input {
    File readings
    String harbour
  }

  command <<<
    echo "measuring ~{harbour}" >&2
    sort -k 2 -n -r '~{readings}' | head -n 1 > highest.txt
    read time height < highest.txt
    echo "$height" > height.txt
    echo "~{harbour}: $height cm at $time" > '~{harbour}.line'
  >>>

  output {
    File line = "~{harbour}.line"
    Int centimetres = read_int("height.txt")
  }
}
