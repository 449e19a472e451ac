using System.Text;
using Artel.Lua.Engine;
using Artel.Lua.Syntax;

namespace Artel.Lua.Processes;

/// <summary>Compiles source, and tells the exact place where it is no Lua.</summary>
internal static class LuaSource
{
    /// <summary>Compiles a script that was read as bytes.</summary>
    /// <exception cref="LuaSyntaxException">It is no Lua 5.4.</exception>
    /// <exception cref="ProcessException">INVALID: it is too long, or takes too long to compile.</exception>
    public static LuaCode Compile(byte[] source, string name)
    {
        try
        {
            return LuaCompiler.Compile(source, name, strip: false);
        }
        catch (LuaSyntaxException refused)
        {
            throw Locate(refused, Encoding.UTF8.GetString(source));
        }
    }

    /// <summary>
    /// Lua's own compiler tells the line only, and not even that where a limit is reached, as of nesting; our parser finds the place, if it sees
    /// the mistake in the same line, or a limit too.
    /// </summary>
    private static LuaSyntaxException Locate(LuaSyntaxException refused, string source)
    {
        var tree = LuaSyntaxTree.Parse(source);
        foreach (var error in tree.Errors)
        {
            var place = tree.GetLinePosition(error.Span.Start);
            if (refused.Line == 0 ? error.Message.Contains("limit is", StringComparison.Ordinal) : place.Line + 1 == refused.Line)
                return new LuaSyntaxException(refused.File, place.Line + 1, refused.Problem, place.Character + 1);
        }

        return refused;
    }
}
