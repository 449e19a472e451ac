using System.Globalization;
using Artel.Lua.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Artel.Analyzers;

/// <summary>ART0601 and ART0602 in Lua files.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LuaDurationAnalyzer : LuaAnalyzer
{
    /// <summary>Creates the analyzer; the compiler does it.</summary>
    public LuaDurationAnalyzer() : base(RuleDescriptors.DurationIsMalformed, RuleDescriptors.DurationIsNotPositive) { }

    private protected override void Analyze(LuaFileAnalysis file)
    {
        foreach (var node in file.Nodes)
        {
            if (node is not LuaCallExpression call || LuaPaths.Of(call.Target) is not { } function)
                continue;
            var (position, mustBePositive) = function switch
            {
                "process.cancel" => (1, true),
                "time.after" or "time.timer" or "time.ticker" => (0, true),

                // A sleep of zero or less returns at once.
                "time.sleep" => (0, false),
                _ => (-1, false),
            };
            if (position < 0 || position >= call.Arguments.Count)
                continue;

            var place = LuaValues.Unwrap(call.Arguments[position]).Span;
            if (LuaValues.StringOf(call.Arguments[position]) is { } text)
            {
                if (LuaDurationText.Parse(text) is not { } nanoseconds)
                    file.Report(RuleDescriptors.DurationIsMalformed, place, LuaDurationText.Mend(text) is { } meant ? LuaSpelling.Properties(meant) : LuaSpelling.None, [text]);
                else if (mustBePositive && nanoseconds <= 0)
                    file.Report(RuleDescriptors.DurationIsNotPositive, place, function);
            }
            else if (mustBePositive && NumberOf(call.Arguments[position]) is <= 0)
            {
                file.Report(RuleDescriptors.DurationIsNotPositive, place, function);
            }
        }
    }

    /// <summary>A plain decimal number, or one with a minus before it.</summary>
    private static double? NumberOf(LuaExpression expression) => LuaValues.Unwrap(expression) switch
    {
        LuaUnaryExpression { OperatorKind: LuaTokenKind.Minus, Operand: var operand } => -NumberOf(operand),
        LuaNumberExpression { Text: var text } when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };
}
