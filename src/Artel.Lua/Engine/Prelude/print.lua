local write, select, tostring, concat = ...
return function(...)
  local parts, n = { ... }, select("#", ...)
  for i = 1, n do parts[i] = tostring(parts[i]) end
  write(concat(parts, "\t", 1, n))
end
