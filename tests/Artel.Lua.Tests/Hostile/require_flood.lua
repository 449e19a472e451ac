-- expect: value none found
-- A hundred thousand missing modules leave nothing behind.
return function()
  for i = 1, 20000 do if pcall(require, "missing" .. i) then return "found" end end
  return "none found"
end
