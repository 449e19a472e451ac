using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Artel.Generators;

/// <summary>
/// The declarations of a file that may have one of Artel's attributes, by spelling: one walk for all attributes, once for each file. The
/// compiler's own search takes one for each attribute, and binds all that it finds again after each key stroke.
/// </summary>
internal sealed class TreeMarks
{
    private static readonly ConditionalWeakTable<SyntaxTree, TreeMarks> PerTree = new();

    private readonly CompilationUnitSyntax? _unit;
    private ImmutableArray<MemberDeclarationSyntax> _attributed;

    private TreeMarks(CompilationUnitSyntax? unit)
    {
        _unit = unit;
        if (unit is null)
            return;
        AliasesForAll = unit.Usings.Where(static directive => directive.Alias is not null && directive.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword))
            .Select(static directive => directive.Alias!.Name.Identifier.ValueText).ToImmutableArray();
        IsAliasForAll = unit.Usings.Any(static directive => directive is { Alias: not null, Name: { } name }
            && directive.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword) && Marks.Find(AttributeSyntaxes.SimpleName(name)) is not null);
        Spelled = Find(unit, isAny: false);
    }

    /// <summary>Whether the file has a name of its own for one of the attributes, which is one in all files.</summary>
    public bool IsAliasForAll { get; }

    /// <summary>The names that the file gives to types in all files.</summary>
    public ImmutableArray<string> AliasesForAll { get; } = ImmutableArray<string>.Empty;

    /// <summary>Whether the file has names of its own for types, of which any may be one of the attributes.</summary>
    public bool HasAlias { get; private set; }

    /// <summary>Whether the file has types that only itself sees.</summary>
    public bool HasFileTypes { get; private set; }

    /// <summary>What is spelled so, and in the reach of aliases what has any attribute.</summary>
    public ImmutableArray<MemberDeclarationSyntax> Spelled { get; } = ImmutableArray<MemberDeclarationSyntax>.Empty;

    /// <summary>What has any attribute.</summary>
    public ImmutableArray<MemberDeclarationSyntax> Attributed
    {
        get
        {
            if (_attributed.IsDefault)
                ImmutableInterlocked.InterlockedInitialize(ref _attributed, _unit is null ? ImmutableArray<MemberDeclarationSyntax>.Empty : Find(_unit, isAny: true));
            return _attributed;
        }
    }

    public static TreeMarks Of(SyntaxTree tree, CancellationToken cancelled) => PerTree.TryGetValue(tree, out var known)
        ? known
        : PerTree.GetValue(tree, tree => new(tree.GetRoot(cancelled) as CompilationUnitSyntax));

    private ImmutableArray<MemberDeclarationSyntax> Find(CompilationUnitSyntax unit, bool isAny)
    {
        var found = ImmutableArray.CreateBuilder<MemberDeclarationSyntax>();
        Find(unit.Usings, unit.Members, isAny, found);
        return found.ToImmutable();
    }

    private void Find(
        SyntaxList<UsingDirectiveSyntax> directives, SyntaxList<MemberDeclarationSyntax> members, bool isAny, ImmutableArray<MemberDeclarationSyntax>.Builder found)
    {
        if (IsAnyAlias(directives))
            HasAlias = isAny = true;
        foreach (var member in members)
        {
            if (member is BaseNamespaceDeclarationSyntax space)
            {
                Find(space.Usings, space.Members, isAny, found);
                continue;
            }

            HasFileTypes |= member.Modifiers.Any(SyntaxKind.FileKeyword);
            if (member is BaseTypeDeclarationSyntax or MethodDeclarationSyntax && IsMarked(member.AttributeLists, isAny))
                found.Add(member);
            if (member is TypeDeclarationSyntax type)
                Find(default, type.Members, isAny, found);
        }
    }

    private static bool IsMarked(SyntaxList<AttributeListSyntax> lists, bool isAny)
    {
        foreach (var list in lists)
        {
            foreach (var attribute in list.Attributes)
            {
                if (isAny || Marks.Find(attribute.SimpleName()) is not null)
                    return true;
            }
        }

        return false;
    }

    private static bool IsAnyAlias(SyntaxList<UsingDirectiveSyntax> directives)
    {
        foreach (var directive in directives)
        {
            if (directive.Alias is not null)
                return true;
        }

        return false;
    }
}
