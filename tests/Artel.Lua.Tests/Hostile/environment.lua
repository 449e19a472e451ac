-- expect: value local
-- _ENV is a local name; there is no other environment behind it.
return function()
  local process = process
  local _ENV = {}
  x = 1
  return (process and x == 1 and print == nil) and "local"
end
