-- expect: value none found
-- A module name does not lead out of the folder.
return function()
  local names = { "../secret", "..", ".", "", "/etc/passwd", "..%2f", "a/../../b", "a\\b", "a\0b", "C:\\x", "....", "a..b", ".a", "a.", ("a."):rep(1000) .. "a", ("a"):rep(1e6), "con:", "a b" }
  for _, name in ipairs(names) do
    local ok, err = pcall(require, name)
    if ok or not errors.is(err, errors.NOT_FOUND) then return name end
  end
  for _, other in ipairs { {}, 1, true, print } do if pcall(require, other) then return "type" end end
  return pcall(require) and "nil" or "none found"
end
